{|DDI9001:{|DDI9001:{|DDI9001:internal|}|}|} sealed class Anything
{
    internal int Silent() => 0;

    internal void AlsoSilent() { }
}

//! option ddi_compliance.driver_model = wmd
//! option ddi_compliance.strict = sdv
//! option ddi_compliance.tables = ddi, net
//! option ddi_compliance.driver_modle = wdm
//! option other_analyzer.driver_modle = wdm
