// Tabs, and braces at the end of the line: what is written follows.
internal sealed class Cache {
	private readonly ERESOURCE _r = new();
	private int _n;

	public int Load(int id) {
		FltAcquireResourceShared(_r); // shared
		try {
			if (id == 0) {
				return 0;
			}

			if (id == 1)
				return 1;

			int n = _n;
			return n;
		}
		finally {
			FltReleaseResource(_r);
		}
	}

	public void Leave(int id) {
		KeEnterCriticalRegion();
		if (id == 0) {
			KeLeaveCriticalRegion();
			return;
		}
		_n++; KeLeaveCriticalRegion();
	}

	public void Wrong() {
		ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
		_n++;
		ExReleaseResourceAndLeaveCriticalRegion(_r);
	}
}
