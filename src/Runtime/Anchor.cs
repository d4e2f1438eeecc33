namespace DdiCompliance; internal static class Anchor;
