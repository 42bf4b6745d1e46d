using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.Emission;
using Zygote.IR;
using Zygote.Lifting;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Lifting;

/// <summary>
/// Methods with handlers do the same lifted, simplified, prepared for differentiation, with their calls inlined and emitted;
/// the trace says in which order.
/// </summary>
public sealed class ExceptionLiftingTests
{
    sealed class Special(int code) : Exception
    {
        public int Code { get; } = code;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Handlers_in_all_stages(int n)
    {
        AssertSame(Catch, n);
        AssertSame(FinallyOnEveryWay, n);
        AssertSame(Nested, n);
        AssertSame(Filters, n);
        AssertSame(InLoops, n);
        AssertSame(ThrowFromFinally, n);
        AssertSame(TryInHandlers, n);
        AssertSame(ValuesAcross, n);
        AssertSame(NotCaught, n);
        AssertSame(OfCallees, n);
        AssertSame(ThroughCallees, n);
    }

    static int Catch(int n, List<int> trace)
    {
        try
        {
            trace.Add(1);
            if (n == 1)
                throw new Special(7);
            if (n == 2)
                throw new InvalidOperationException();
            trace.Add(10 / (n - 3));
            trace.Add(2);
        }
        catch (Special e)
        {
            trace.Add(e.Code);
            return 1;
        }
        catch (Exception e) when (e is InvalidOperationException)
        {
            trace.Add(3);
        }
        catch (ArithmeticException)
        {
            trace.Add(4);
        }

        return trace.Count;
    }

    static int FinallyOnEveryWay(int n, List<int> trace)
    {
        for (var i = 0; i < 3; i++)
        {
            try
            {
                try
                {
                    trace.Add(i);
                    if (n == 1)
                        continue;
                    if (n == 2)
                        break;
                    if (n == 3)
                        return i;
                    if (n == 4)
                        throw new Special(i);
                }
                finally
                {
                    trace.Add(100 + i);
                }

                trace.Add(200);
            }
            finally
            {
                trace.Add(300 + i);
            }
        }

        return -1;
    }

    static int Nested(int n, List<int> trace)
    {
        try
        {
            try
            {
                trace.Add(1);
                if (n > 0)
                    throw new Special(n);
            }
            catch (Special e) when (e.Code < 3)
            {
                trace.Add(2);
                if (n == 1)
                    throw;
                throw new InvalidOperationException("x", e);
            }
            finally
            {
                trace.Add(3);
            }

            trace.Add(4);
        }
        catch (Special e)
        {
            trace.Add(e.Code * 10);
        }
        catch (InvalidOperationException e) when (e.InnerException is Special inner)
        {
            trace.Add(inner.Code * 100);
        }

        return n;
    }

    static int Filters(int n, List<int> trace)
    {
        try
        {
            throw new Special(n);
        }
        catch (Special e) when (10 / e.Code > 4) // throws for 0: then it refuses
        {
            return 1;
        }
        catch (Special e) when (Noted(trace, e.Code) == 4)
        {
            return 2;
        }
        catch
        {
            return 3;
        }
    }

    static int Noted(List<int> trace, int value)
    {
        trace.Add(value);
        return value;
    }

    static int InLoops(int n, List<int> trace)
    {
        var caught = 0;
        for (var i = 0; ; i++)
        {
            try
            {
                for (var k = 0; k < n; k++)
                {
                    if (k * i == 6)
                        throw new Special(k);
                    if (i > 6)
                        goto Done;
                }

                if (i > 8)
                    break;
            }
            catch (Special e)
            {
                caught += e.Code;
                trace.Add(i);
                if (caught > 6)
                    return caught;
            }
        }

    Done:
        return -caught;
    }

    static int ThrowFromFinally(int n, List<int> trace)
    {
        try
        {
            try
            {
                if (n == 1)
                    throw new Special(1);
                return 5;
            }
            finally
            {
                trace.Add(1);
                if (n < 3)
                    throw new InvalidOperationException();
            }
        }
        catch (InvalidOperationException)
        {
            trace.Add(2);
            return 6;
        }
    }

    static int TryInHandlers(int n, List<int> trace)
    {
        try
        {
            throw new Special(n);
        }
        catch (Special e)
        {
            try
            {
                if (e.Code > 2)
                    throw new InvalidOperationException();
                trace.Add(1);
            }
            catch (InvalidOperationException) when (n > 3)
            {
                trace.Add(2);
            }
            finally
            {
                try
                {
                    trace.Add(3);
                    if (n % 2 == 1)
                        throw new Special(9);
                }
                catch (Special inner)
                {
                    trace.Add(inner.Code);
                }
            }
        }
        finally
        {
            trace.Add(4);
        }

        return n;
    }

    static double ValuesAcross(int n, List<int> trace)
    {
        var values = new double[3];
        values[0] = 1.5;
        values[1] = 2.5;
        values[2] = 3.5;
        var (a, b, c) = (0.0, 1.0, values[0]);
        try
        {
            a = values[n];
            b = a + values[n + 1];
            c = b * values[n + 2];
            a = c;
        }
        catch (IndexOutOfRangeException)
        {
            c -= a;
        }

        trace.Add(n);
        return a + (10 * b) + (100 * c);
    }

    static int NotCaught(int n, List<int> trace)
    {
        try
        {
            trace.Add(1);
            return n > 3 ? throw new ArgumentException() : 10 / n;
        }
        catch (FormatException)
        {
            return 0;
        }
        finally
        {
            trace.Add(2);
        }
    }

    static int OfCallees(int n, List<int> trace)
    {
        var sum = 0;
        for (var i = 0; i < 5; i++)
        {
            try
            {
                sum += Inner(i, n, trace);
                sum += int.Parse(i < n ? "1" : "-", null);
            }
            catch (Special e)
            {
                sum += e.Code;
            }
            catch (FormatException)
            {
                trace.Add(sum);
            }
        }

        return sum;
    }

    static int Inner(int i, int n, List<int> trace)
    {
        trace.Add(i);
        return i == n ? throw new Special(100) : i > n ? Second(i, trace) : i;
    }

    static int Second(int i, List<int> trace)
    {
        try
        {
            if (i == 3)
                throw new Special(1000);
            return 20;
        }
        catch (Special e) when (e.Code < 1000)
        {
            return 30;
        }
        finally
        {
            trace.Add(-i);
        }
    }

    static int ThroughCallees(int n, List<int> trace)
    {
        try
        {
            return Inner(n, n, trace);
        }
        finally
        {
            trace.Add(Second(2, trace));
        }
    }

    static void AssertSame(Delegate subject, int n)
    {
        var expected = Outcome(trace => subject.Method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [n, trace], null));
        var function = Lifter.Lift(subject.Method);
        WellFormed.Assert(function);
        Check("lifted", function);
        Pipeline.Simplify(function, PassOptions.Default);
        Check("simplified", function);
        var inlined = Cloning.Copy(function);
        for (var round = 0; round < 5; round++)
        {
            InlineCalls.Run(inlined, c => c is { Opcode: Opcode.Call, Payload: MethodInfo m } && m.DeclaringType == typeof(ExceptionLiftingTests)
                ? Lifter.Lift(m) : null);
            Check("inlined", inlined);
            Pipeline.Simplify(inlined, PassOptions.Default);
            Check("inlined and simplified", inlined);
        }

        foreach (var copy in (Function[])[Cloning.Copy(function), Cloning.Copy(inlined)])
        {
            MergeReturns.Run(copy);
            Pipeline.PrepareForDifferentiation(copy, PassOptions.Default);
            Check("prepared", copy);
            Pipeline.FinishForEmission(copy, PassOptions.Default);
            Check("finished", copy);
        }

        Check("parsed", Parser.Parse(Printer.Print(function)));

        void Check(string stage, Function f)
        {
            Verifier.Verify(f, stage);
            Assert.Equal((stage, expected), (stage, Outcome(trace => new IRInterpreter(Lifter.Lift).Run(f, n, trace))));
            var type = subject.Method.ReturnType == typeof(int) ? typeof(Func<int, List<int>, int>) : typeof(Func<int, List<int>, double>);
            var code = Emitter.Compile(Cloning.Copy(f), type);
            Assert.Equal(("emitted, " + stage, expected), ("emitted, " + stage, Outcome(trace => code is Func<int, List<int>, int> i
                ? i(n, trace) : ((Func<int, List<int>, double>)code)(n, trace))));
        }
    }

    static string Outcome(Func<List<int>, object?> run)
    {
        var trace = new List<int>();
        object? result;
        try
        {
            result = run(trace);
        }
        catch (Exception e) when (e is not NotSupportedException and not TimeoutException and not Refusal and not InvalidProgramException)
        {
            result = e.GetType();
        }

        return $"{result}: {string.Join(' ', trace)}";
    }
}
