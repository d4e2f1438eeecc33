// Local functions that all call each other: each is looked at once, however many mention it.
public sealed class Steps
{
    private readonly ERESOURCE _r = new();

    public void Walk(int depth)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_r, true);
        Step0(depth);
        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();

        void Step0(int d)
        {
            if (d < 0)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step1(int d)
        {
            if (d < 1)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step2(int d)
        {
            if (d < 2)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step3(int d)
        {
            if (d < 3)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step4(int d)
        {
            if (d < 4)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step5(int d)
        {
            if (d < 5)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step6(int d)
        {
            if (d < 6)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step7(int d)
        {
            if (d < 7)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }

        void Step8(int d)
        {
            if (d < 8)
            {
                return;
            }

            Step0(d - 1);
            Step1(d - 2);
            Step2(d - 3);
            Step3(d - 4);
            Step4(d - 5);
            Step5(d - 6);
            Step6(d - 7);
            Step7(d - 8);
            Step8(d - 9);
        }
    }

    public void Leak(int depth)
    {
        KeEnterCriticalRegion();
        {|DDI2002:Down(depth)|};
        KeLeaveCriticalRegion();

        void Down(int d)
        {
            if (d > 0)
            {
                Down(d - 1);
                return;
            }

            ExAcquireResourceExclusiveLite(_r, true);
        }
    }
}
