"""omvang: how many persons are seen on no list, and tables that give nobody away."""

from omvang.averaging import AverageFit, BestModel, ModelAverage, RankedModel
from omvang.capture import CaptureTable, history_matrix
from omvang.chao import Chao, Zelterman
from omvang.corrected import CorrectedIndependence
from omvang.covariates import CovariateEstimate, CovariateModel, CovariateSearch
from omvang.diagnostics import compare, odds_ratio_rows, overlap_rows
from omvang.disclosure import (
    PUBLIC,
    RESTRICTED,
    AttackReport,
    Policy,
    ProtectedTable,
    ReleaseLedger,
    Table,
    attack,
    protect,
    protect_all,
)
from omvang.errors import ConvergenceError, DisclosureError, InputError, NoEstimateError, OmvangError
from omvang.estimate import Estimate, Interval, Judgement, Verdict
from omvang.graphs import GraphAverage, GraphEstimate, sensitivity_panel
from omvang.heterogeneity import Heterogeneity, HeterogeneityFit
from omvang.imputation import IncompleteTable, MultipleImputation
from omvang.loglinear import LogLinear, LogLinearFit
from omvang.methods import METHODS, estimator
from omvang.models import ModelSet, fit_all
from omvang.partial import Gap, with_gaps
from omvang.probes import HiddenList, Probe, hide_lists, leave_one_out, merge_pairs, threshold_path
from omvang.resampling import Bootstrap, Plan
from omvang.stepwise import StepwiseFit, StepwisePoisson
from omvang.strata import StratifiedTable
from omvang.twolist import Chapman, LincolnPetersen, TwoListSize, chapman, lincoln_petersen
from omvang.version import __version__

__all__ = [
    "METHODS", "PUBLIC", "RESTRICTED", "AttackReport", "AverageFit", "BestModel", "Bootstrap", "CaptureTable", "Chao",
    "Chapman", "ConvergenceError", "CorrectedIndependence", "CovariateEstimate", "CovariateModel", "CovariateSearch",
    "DisclosureError", "Estimate", "Gap", "GraphAverage", "GraphEstimate", "Heterogeneity", "HeterogeneityFit",
    "HiddenList", "IncompleteTable", "InputError", "Interval", "Judgement", "LincolnPetersen", "LogLinear",
    "LogLinearFit", "ModelAverage", "ModelSet", "MultipleImputation", "NoEstimateError", "OmvangError", "Plan",
    "Policy", "Probe", "ProtectedTable", "RankedModel", "ReleaseLedger", "StepwiseFit", "StepwisePoisson",
    "StratifiedTable", "Table", "TwoListSize", "Verdict", "Zelterman", "__version__", "attack", "chapman", "compare",
    "estimator", "fit_all", "hide_lists", "history_matrix", "leave_one_out", "lincoln_petersen", "merge_pairs",
    "odds_ratio_rows", "overlap_rows", "protect", "protect_all", "sensitivity_panel", "threshold_path", "with_gaps",
]
