using System;
using System.Numerics;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The Hankel function H1 = J + i Y of a real argument; NaN for negative x.</summary>
    public static Complex HankelH1(double nu, double x) => new(BesselJ(nu, x), BesselY(nu, x));

    /// <summary>The Hankel function H1 of integer order, a constant for differentiation.</summary>
    public static Complex HankelH1(int n, double x) => new(BesselJ(n, x), BesselY(n, x));

    /// <summary>The Hankel function H2 = J - i Y of a real argument; NaN for negative x.</summary>
    public static Complex HankelH2(double nu, double x) => new(BesselJ(nu, x), -BesselY(nu, x));

    /// <summary>The Hankel function H2 of integer order, a constant for differentiation.</summary>
    public static Complex HankelH2(int n, double x) => new(BesselJ(n, x), -BesselY(n, x));

    /// <summary>exp(-i x) H1: without the oscillation.</summary>
    public static Complex HankelH1Scaled(double nu, double x) => HankelH1(nu, x) * new Complex(Math.Cos(x), -Math.Sin(x));

    /// <summary>exp(i x) H2: without the oscillation.</summary>
    public static Complex HankelH2Scaled(double nu, double x) => HankelH2(nu, x) * new Complex(Math.Cos(x), Math.Sin(x));
}
