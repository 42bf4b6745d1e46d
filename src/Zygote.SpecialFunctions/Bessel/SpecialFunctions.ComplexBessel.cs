using System;
using System.Numerics;

using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>J of integer order and complex argument, holomorphic everywhere. Values by AMOS as ported by Math.NET.</summary>
    public static Complex BesselJ(int n, Complex z) => Sign(n) * MathNetFunctions.BesselJ(Math.Abs(n), z);

    /// <summary>Y of integer order and complex argument; a cut along the negative real axis.</summary>
    public static Complex BesselY(int n, Complex z) => Sign(n) * MathNetFunctions.BesselY(Math.Abs(n), z);

    /// <summary>I of integer order and complex argument, holomorphic everywhere.</summary>
    public static Complex BesselI(int n, Complex z) => MathNetFunctions.BesselI(Math.Abs(n), z);

    /// <summary>K of integer order and complex argument; a cut along the negative real axis.</summary>
    public static Complex BesselK(int n, Complex z) => MathNetFunctions.BesselK(Math.Abs(n), z);

    /// <summary>The Hankel function H1 of integer order and complex argument; a cut along the negative real axis.</summary>
    public static Complex HankelH1(int n, Complex z) => Sign(n) * MathNetFunctions.HankelH1(Math.Abs(n), z);

    /// <summary>The Hankel function H2 of integer order and complex argument; a cut along the negative real axis.</summary>
    public static Complex HankelH2(int n, Complex z) => Sign(n) * MathNetFunctions.HankelH2(Math.Abs(n), z);

    /// <summary>The Kelvin function ber: the real part of J0(x exp(3 pi i / 4)).</summary>
    public static double KelvinBer(double x) => BesselJ(0, x * ThreeEighths).Real;

    /// <summary>The Kelvin function bei: the imaginary part of J0(x exp(3 pi i / 4)).</summary>
    public static double KelvinBei(double x) => BesselJ(0, x * ThreeEighths).Imaginary;

    /// <summary>The Kelvin function ker: the real part of K0(x exp(pi i / 4)); NaN for negative x.</summary>
    public static double KelvinKer(double x) => x < 0 ? double.NaN : BesselK(0, x * Eighth).Real;

    /// <summary>The Kelvin function kei: the imaginary part of K0(x exp(pi i / 4)); NaN for negative x.</summary>
    public static double KelvinKei(double x) => x < 0 ? double.NaN : BesselK(0, x * Eighth).Imaginary;

    const double HalfRoot = 0.707106781186547524401;

    static Complex Eighth => new(HalfRoot, HalfRoot);

    static Complex ThreeEighths => new(-HalfRoot, HalfRoot);

    /// <summary>Of J and Y with the order -|n|.</summary>
    static int Sign(int n) => n < 0 && n % 2 != 0 ? -1 : 1;
}
