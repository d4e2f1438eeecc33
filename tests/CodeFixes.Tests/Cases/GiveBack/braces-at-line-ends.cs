// Tabs, and braces at the end of the line: what is written follows.
internal sealed class Cache {
	private readonly ERESOURCE _r = new();
	private int _n;

	public int Load(int id) {
		{|DDI2002:FltAcquireResourceShared(_r)|}; // shared
		if (id == 0) {
			return 0;
		}

		if (id == 1)
			return 1;

		int n = _n;
		FltReleaseResource(_r); return n;
	}

	public void Leave(int id) {
		{|DDI1003:KeEnterCriticalRegion()|};
		if (id == 0) return;
		_n++; KeLeaveCriticalRegion();
	}

	public void Wrong() {
		ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
		_n++;
		{|DDI2007:ExReleaseResourceLite(_r)|}; KeLeaveCriticalRegion();
	}
}
