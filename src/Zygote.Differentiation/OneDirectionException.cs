using System;

namespace Zygote.Differentiation;

/// <summary>
/// Raised by forward mode along several directions for code that has derivatives along one at a time: on several threads, or
/// known at run time only. Where tangents are vectors, also for code that has them along several directions one by one only.
/// </summary>
sealed class OneDirectionException : Exception;
