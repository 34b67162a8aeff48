"""The figures of reintegration: R01–R15 (domain.md D.5), the outcomes of cases by axis, year, region and sex, the aims."""
