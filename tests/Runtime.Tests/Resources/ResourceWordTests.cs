using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public partial class ResourceWordTests
{
    [Fact]
    public void The_layout_tables_in_the_comments_say_what_the_constants_say()
    {
        string[] word = Rows("ResourceWord.cs");
        Assert.Contains("0..28 readers", word);
        Assert.Equal((1L << 29) - 1, ResourceWord.ReaderMask);
        Assert.Contains("29 S", word);
        Assert.Equal(1L << 29, ResourceWord.Slow);
        Assert.Contains("30 W", word);
        Assert.Equal(1L << 30, ResourceWord.Waiters);
        Assert.Contains("31 B", word);
        Assert.Equal(1L << 31, ResourceWord.Bias);
        Assert.Contains("32..61 owner", word);
        Assert.Equal(32, ResourceWord.OwnerShift);
        Assert.Contains("62 P", word);
        Assert.Equal(1L << 62, (long)ResourceWord.PointerOwner << ResourceWord.OwnerShift);
        Assert.Contains("63 G", word);
        Assert.Equal(1L << 63, (long)ResourceWord.Granted << ResourceWord.OwnerShift);

        string[] hold = Rows("HoldWord.cs");
        Assert.Contains("0..22 count", hold);
        Assert.Equal((1L << 23) - 1, HoldWord.MaxCount);
        Assert.Contains("23 biased", hold);
        Assert.Equal(1L << 23, HoldWord.Biased);
        Assert.Contains("24..63 number", hold);
        Assert.Equal(24, HoldWord.NumberShift);
    }

    [Theory]
    [InlineData(0L, true, true)]
    [InlineData(ResourceWord.Waiters, true, false)]
    [InlineData(ResourceWord.Slow, true, false)]
    [InlineData(ResourceWord.Bias, false, false)]
    [InlineData(1L, false, true)]
    [InlineData(ResourceWord.ReaderMask, false, false)]
    [InlineData(5L << 32, false, false)]
    [InlineData((5L << 32) | ResourceWord.Waiters, true, false)]
    [InlineData((5L << 32) | 1, false, false)]
    [InlineData((-1L << 63) | (5L << 32) | ResourceWord.Waiters, false, false)]
    public void Free_and_countable_words(long word, bool free, bool countable) =>
        Assert.Equal((free, countable), (ResourceWord.IsFree(word), ResourceWord.CanCountReader(word)));

    [Fact]
    public void The_owner_is_told_without_the_granted_bit_and_with_the_pointer_bit()
    {
        long granted = (7L << 32) | ((long)ResourceWord.Granted << 32);
        Assert.Equal(7u, ResourceWord.Owner(granted));
        Assert.Equal(7u, ResourceWord.Owner(granted | ResourceWord.Waiters | ResourceWord.Slow));
        Assert.Equal(ResourceWord.PointerOwner | 2, ResourceWord.Owner((long)(ResourceWord.PointerOwner | 2) << 32));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(ResourceWord.Waiters)]
    [InlineData(ResourceWord.Bias)]
    [InlineData(ResourceWord.Slow)]
    public void Who_came_in_vain_is_no_owner_unless_the_low_half_is_0(long low)
    {
        long word = (7L << 32) | low;
        Assert.Equal(low == 0 ? 7u : 0, ResourceWord.Owner(word));
        Assert.Equal(low, ResourceWord.Leave(word));
    }

    [Theory]
    [InlineData(0L, false)]
    [InlineData(7L << 32, true)]
    [InlineData((7L << 32) | 1, false)]
    [InlineData(3L, false)]
    public void Setting_W_gives_G_to_an_owner_only(long word, bool owned)
    {
        long frozen = ResourceWord.Freeze(word);
        Assert.Equal(owned ? 7u : 0, ResourceWord.Owner(frozen));
        Assert.Equal(owned, frozen < 0);
        Assert.NotEqual(0, frozen & ResourceWord.Waiters);
    }

    [Theory]
    [InlineData(ResourceWord.Waiters, false, false)]
    [InlineData(ResourceWord.Waiters, true, true)]
    [InlineData(ResourceWord.Waiters | ResourceWord.Slow, false, true)]
    [InlineData((5L << 32) | ResourceWord.Waiters, true, true)]
    public void An_exclusive_grant_always_tells_its_owner(long word, bool anyoneWaits, bool granted)
    {
        long next = ResourceWord.GrantExclusive(word, 9, anyoneWaits);
        Assert.Equal((9u, granted), (ResourceWord.Owner(next), next < 0));
    }

    [Fact]
    public void Shared_grants_remove_who_came_in_vain() =>
        Assert.Equal(3, ResourceWord.GrantShared((5L << 32) | ResourceWord.Waiters | 1, 2, anyoneWaits: false));

    [Fact]
    public void Hold_words_tell_number_count_and_bias()
    {
        long hold = (HoldWord.Counted(12345) + 4) | HoldWord.Biased;
        Assert.Equal((12345ul, 5u, true), (HoldWord.Number(hold), HoldWord.Count(hold), HoldWord.IsBiased(hold)));
        Assert.False(HoldWord.IsBiased(HoldWord.Counted(1)));
    }

    [Fact]
    public void A_resource_takes_at_most_96_bytes_and_pairs_allocate_nothing()
    {
        ERESOURCE[] many = new ERESOURCE[1000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < many.Length; i++)
            many[i] = new ERESOURCE();
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / many.Length;
        Assert.True(each <= 96, $"{each} bytes");

        ERESOURCE resource = many[0];
        ExInitializeResourceLite(resource);
        Pairs();
        before = GC.GetAllocatedBytesForCurrentThread();
        Pairs();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pairs()
        {
            for (int i = 0; i < 10_000; i++)
            {
                FltAcquireResourceExclusive(resource);
                FltReleaseResource(resource);
                FltAcquireResourceShared(resource);
                ExAcquireSharedStarveExclusive(resource, true);
                ExReleaseResourceLite(resource);
                FltReleaseResource(resource);
            }
        }
    }

    [Fact]
    public void A_threads_block_is_at_most_256_bytes() => Assert.True(Unsafe.SizeOf<ThreadBlock>() <= 256);

    private static string[] Rows(string file)
    {
        string path = Path.Combine(SourceFolder(), file);
        return [.. File.ReadLines(path).Select(line => RowPattern().Match(line)).Where(match => match.Success)
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
    }

    private static string SourceFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src/Runtime/Resources");
    }

    [GeneratedRegex(@"^/// bits?\s+(\d+(?:\.\.\d+)?)\s+(\w+)")]
    private static partial Regex RowPattern();
}
