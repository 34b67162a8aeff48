"""The quick sum over two people's columns that decides whether they are compared in full, in 256ths of a bit.

A rough guess of what `comparing` and `scoring` will find: `pairing` (NumPy) and `kernels` (compiled) work out this very sum.
"""

from .words import BIT

SAME_DATE, OTHER_DATE, BARE_YEAR = 13 * BIT, 2 * BIT, 5 * BIT
SAME_DAY, DAYS_APART, YEARS_NEAR, YEARS_FAR = 6 * BIT, -5 * BIT // 2, BIT, -4 * BIT
OTHER_SEX = -9 * BIT // 2
SAME_COMMUNE, SAME_REGION_ONLY, SAME_REGION, ELSEWHERE = 7 * BIT, BIT, 2 * BIT, -2 * BIT
SAME_MOTHER, OTHER_MOTHER = 9 * BIT, -3 * BIT // 2
SAME_PHONE, OTHER_PHONE = 12 * BIT, -BIT
SAME_NUMBER, OTHER_NUMBER = 24 * BIT, -4 * BIT
NEAR_YEARS = 2
