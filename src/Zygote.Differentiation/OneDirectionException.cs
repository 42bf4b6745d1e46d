using System;

namespace Zygote.Differentiation;

/// <summary>
/// Raised by forward mode along several directions for code that has derivatives along one at a time: on several threads, or
/// known at run time only.
/// </summary>
sealed class OneDirectionException : Exception;
