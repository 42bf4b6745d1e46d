using System;
using System.IO;
using System.Linq;

using QuickStart;

using Zygote;

Title("A function, its derivative, and the code of the derivative");

Console.WriteLine($"f(x)   = 5 x + 3      f(10)  = {Functions.Line(10)}");
Console.WriteLine($"f'(x)  by Zygote      f'(10) = {AD.Derivative(Functions.Line, 10)}");
Console.WriteLine();
Console.WriteLine(AD.Explain(Functions.Line));

Title("The gradient of your own type has your own type");

var neuron = new Neuron(Weights: [0.5, -1.0], Bias: 0.25);
double[] input = [1.0, 2.0];
var gradient = AD.Gradient((Neuron n) => n.Loss(input, target: 1.0), neuron);
Console.WriteLine($"neuron    weights {Show(neuron.Weights)}  bias {neuron.Bias:f4}");
Console.WriteLine($"gradient  weights {Show(gradient.Weights)}  bias {gradient.Bias:f4}");

Title("Loops that fill arrays in place");

var slope = AD.Derivative(Functions.Population, 2.9);
var numeric = (Functions.Population(2.9 + 1e-6) - Functions.Population(2.9 - 1e-6)) / 2e-6;
Console.WriteLine($"population after 20 seasons at growth 2.9: {Functions.Population(2.9):f6}");
Console.WriteLine($"its derivative by growth: {slope:f6}   (central difference {numeric:f6})");

Title("Maximum likelihood: which iris is it?");

var iris = IrisData.Read(Path.Combine(AppContext.BaseDirectory, "data", "iris.csv"));
var (coefficients, history) = Bfgs.Minimize(
    AD.ValueAndGradient((double[] b) => Logistic.NegativeLogLikelihood(b, iris)), new double[5]);
for (var i = 0; i < history.Count; i += Math.Max(1, history.Count / 8))
    Console.WriteLine($"iteration {i,3}   negative log-likelihood {history[i],10:f6}");
Console.WriteLine($"iteration {history.Count - 1,3}   negative log-likelihood {history[^1],10:f6}");

var reference = Logistic.FitByReweightedLeastSquares(iris);
Console.WriteLine();
Console.WriteLine("                            constant  sepal len. sepal width  petal len. petal width   neg. log-l.");
Console.WriteLine($"gradients from Zygote   {Row(coefficients)}{history[^1],14:f6}");
Console.WriteLine($"least squares, by hand  {Row(reference)}{Logistic.NegativeLogLikelihood(reference, iris),14:f6}");

Title("What a gradient costs");

Race.Run(dimensions: 1000);

static void Title(string text)
{
    Console.WriteLine();
    Console.WriteLine(text);
    Console.WriteLine(new string('-', text.Length));
}

static string Show(double[] values) => $"[{string.Join(", ", values.Select(v => $"{v:f4}"))}]";

static string Row(double[] values) => string.Concat(values.Select(v => $"{v,12:f4}"));
