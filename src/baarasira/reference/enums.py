"""Closed lists of the reference room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Certainty(models.TextChoices):
    """How sure a value is: the tags of domain.md ([Sn], [G], [D]) in words."""

    LAW = "law", pgettext_lazy("certainty", "Text of the law")
    SOURCE_READ = "source_read", pgettext_lazy("certainty", "Source read")
    UNVERIFIED = "unverified", pgettext_lazy("certainty", "Not verified")
    DESIGN = "design", pgettext_lazy("certainty", "Choice of the service")


class Origin(models.TextChoices):
    """Who wrote a row: the product when it was loaded, or an administrator. The product never overwrites the latter."""

    PRODUCT = "product", _("Carried by the software")
    ADMINISTRATOR = "administrator", _("Entered by an administrator")


class Period(models.TextChoices):
    """What an amount of money or of hours is counted over."""

    HOUR = "hour", pgettext_lazy("period", "hour")
    DAY = "day", pgettext_lazy("period", "day")
    WEEK = "week", pgettext_lazy("period", "week")
    MONTH = "month", pgettext_lazy("period", "month")
    YEAR = "year", pgettext_lazy("period", "year")


class DestinationKind(models.TextChoices):
    """What a destination parameter bounds."""

    MINIMUM_WAGE = "minimum_wage", _("Minimum wage")
    NORMAL_HOURS = "normal_hours", _("Normal working hours")
    MAXIMUM_HOURS = "maximum_hours", _("Maximum working hours")
    WEEKLY_REST = "weekly_rest", _("Weekly rest")
    ANNUAL_LEAVE = "annual_leave", _("Annual leave")
    PROBATION = "probation", _("Longest probation")
    MINIMUM_AGE = "minimum_age", _("Minimum age")
    DAYS_ABROAD = "days_abroad", _("Longest stay in a year")
    DAILY_REST = "daily_rest", _("Shortest daily rest")
    INCOME_INDEX = "income_index", _("Income index that bounds rents")
    RENT_SHARE = "rent_share", _("Highest rent, share of the index")
    HOUSING_SHARE = "housing_share", _("Highest rent with water and electricity, share of the index")
    END_OF_SERVICE = "end_of_service", _("End-of-service benefit for each year")
    CONTRACT_CHANNEL = "contract_channel", _("Way by which a contract must pass")
    EXCHANGE_RATE = "exchange_rate", _("FCFA for one unit of the wage’s currency")


class Unit(models.TextChoices):
    """What the amount of a destination parameter counts."""

    MONEY = "money", pgettext_lazy("unit", "money")
    HOURS = "hours", pgettext_lazy("unit", "hours")
    DAYS = "days", pgettext_lazy("unit", "days")
    YEARS = "years", pgettext_lazy("unit", "years")
    PERCENT = "percent", pgettext_lazy("unit", "per cent")
    RATE = "rate", pgettext_lazy("unit", "FCFA")
    WORD = "word", pgettext_lazy("unit", "a word of a list")


class WageScope(models.TextChoices):
    """Whom a destination parameter covers."""

    ALL = "all", _("All employees")
    SEASONAL = "seasonal", _("Seasonal and casual work")
    DOMESTIC = "domestic", _("Domestic work")
    NATIONALS = "nationals", _("Nationals of the country only")
