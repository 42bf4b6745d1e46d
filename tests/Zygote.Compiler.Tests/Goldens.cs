using System;
using System.IO;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Compiler.Tests;

/// <summary>Texts that are compared with a committed file; ZYGOTE_ACCEPT=1 writes the file instead.</summary>
static class Goldens
{
    static bool Accepting => Environment.GetEnvironmentVariable("ZYGOTE_ACCEPT") == "1";

    /// <param name="name">File name in the folder <c>goldens</c> beside the test file.</param>
    /// <param name="text">What the code under test produced.</param>
    /// <param name="testFile">Given by the compiler.</param>
    public static void Check(string name, string text, [CallerFilePath] string testFile = "") =>
        CheckFile(Path.Combine(Path.GetDirectoryName(testFile)!, "goldens", name), text);

    public static void CheckFile(string path, string text)
    {
        if (Accepting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; ZYGOTE_ACCEPT=1 writes it. It would be:\n{text}");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
