using Zygote;

[assembly: RulesFor("System.Numerics.Tensors")]
