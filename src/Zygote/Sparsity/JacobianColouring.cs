namespace Zygote.Sparsity;

/// <summary>By columns in forward mode or by rows in reverse mode, whichever takes fewer passes.</summary>
sealed class JacobianColouring
{
    public JacobianColouring(SparsityPattern pattern)
    {
        var columns = Colouring.OfColumns(pattern);
        var rows = Colouring.OfColumns(pattern.Transposed());
        ByRows = Colouring.Count(rows) < Colouring.Count(columns);
        Colours = ByRows ? rows : columns;
        Count = Colouring.Count(Colours);
        Members = Colouring.Members(Colours);
    }

    public bool ByRows { get; }

    /// <summary>Of each row or column.</summary>
    public int[] Colours { get; }

    public int Count { get; }

    /// <summary>The rows or columns of each colour.</summary>
    public int[][] Members { get; }
}
