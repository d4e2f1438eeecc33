// What is wrong in a contract file is reported there; the rows around it hold.
namespace Store;

internal sealed class PageLatch
{
    public void Enter() { }

    public bool TryEnter(int timeout) => timeout > 0;

    public void Leave() { }
}

//! additional store.ddi-contracts
# A comment, and rows in every state.
Store.PageLatch.Enter() acquire(this, exclusive) released-by(Leave)
{|DDI9001:Store.PageLatch.Entr|}() acquire(this, exclusive)
{|DDI9001:Store.PageLatch.Leave|}() release(this) when(result true)
Store.PageLatch.TryEnter(timeout)
    {|DDI9001:aquire|}(this, exclusive)
    when(result true)
ExReleaseYours(Lock) release(Lock)
{|DDI9001:ExReleaseYours|}(Lock) release(Lock, exclusive)
Store.Elsewhere.Enter() acquire(this)
ExAcquireMine(Lock) acquire({|DDI9001:Lok|}) family({|DDI9001:eresorce|})
ExReleaseMine(Lock) release(Lock) {|DDI9001:waits|}
ExAcquireYours(Lock) acquire(Lock) irql(DISPATCH..{|DDI9001:APC|})
{|DDI9001:ExTryYours|}(Lock) acquire(Lock) tries
