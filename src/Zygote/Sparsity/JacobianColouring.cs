namespace Zygote.Sparsity;

/// <summary>By columns in forward mode or by rows in reverse mode, whichever takes fewer passes.</summary>
sealed class JacobianColouring
{
    public JacobianColouring(SparsityPattern pattern)
    {
        var columns = Colouring.OfColumns(pattern);
        var rows = Colouring.OfColumns(pattern.Transposed());
        if (Colouring.Count(rows) < Colouring.Count(columns))
            Rows = Colouring.Members(rows);
        else
            Columns = new Compression(pattern, columns, isSymmetric: false);
    }

    public Compression? Columns { get; }

    /// <summary>Of each colour, where there are no <see cref="Columns"/>.</summary>
    public int[][] Rows { get; } = [];
}
