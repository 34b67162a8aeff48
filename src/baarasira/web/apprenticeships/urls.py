"""Addresses of the pages of apprenticeship."""

from django.urls import path

from .views import contracts, exams, following, intakes, masters, trades, workshop

urlpatterns = [
    path("", contracts.list_contracts, name="list"),
    path("nouveau/", contracts.new_contract, name="new"),
    path("nouveau/<uuid:applicant_id>/", contracts.new_contract, name="new-admitted"),
    path("contrats/<uuid:apprenticeship_id>/", contracts.contract, name="contract"),
    path("contrats/<uuid:apprenticeship_id>/texte/", contracts.sheet, name="sheet"),
    path("contrats/<uuid:apprenticeship_id>/acte/<slug:name>/", contracts.contract_act, name="contract-act"),
    path("contrats/<uuid:apprenticeship_id>/carnet/", following.logbook, name="logbook"),
    path("carnet/<uuid:log_entry_id>/scan/", workshop.entry_voice, name="entry-voice"),
    path("indemnites/<uuid:allowance_id>/acte/<slug:name>/", following.allowance_act, name="allowance-act"),
    path("indemnites/<uuid:allowance_id>/scan/", following.evidence, name="evidence"),
    path("visites/", following.list_visits, name="visits"),
    path("visites/<uuid:workshop_visit_id>/", following.visit, name="visit"),
    path("suivi/<uuid:insertion_id>/", following.insertion, name="insertion"),
    path("maitres/", masters.list_masters, name="masters"),
    path("maitres/nouveau/", masters.new_master, name="new-master"),
    path("maitres/<uuid:master_id>/", masters.master, name="master"),
    path("maitres/<uuid:master_id>/modifier/", masters.edit_master, name="edit-master"),
    path("maitres/<uuid:master_id>/fin/", masters.end_master, name="end-master"),
    path("maitres/<uuid:master_id>/telephone/", masters.link_phone, name="link-phone"),
    path("telephones/<uuid:phone_id>/revoquer/", masters.revoke_phone, name="revoke-phone"),
    path("entrees/", intakes.list_intakes, name="intakes"),
    path("entrees/nouvelle/", intakes.new_intake, name="new-intake"),
    path("entrees/<uuid:intake_id>/", intakes.intake, name="intake"),
    path("entrees/<uuid:intake_id>/acte/<slug:name>/", intakes.intake_act, name="intake-act"),
    path("candidats/<uuid:applicant_id>/", intakes.applicant, name="applicant"),
    path("candidats/<uuid:applicant_id>/acte/<slug:name>/", intakes.applicant_act, name="applicant-act"),
    path("examens/", exams.list_exams, name="exams"),
    path("examens/nouveau/", exams.new_exam, name="new-exam"),
    path("examens/<uuid:exam_id>/", exams.exam, name="exam"),
    path("examens/<uuid:exam_id>/acte/<slug:name>/", exams.exam_act, name="exam-act"),
    path("examens/notes/<uuid:sitting_id>/<uuid:juror_id>/", exams.marks, name="marks"),
    path("examens/notes/<uuid:sitting_id>/absent/", exams.absent, name="absent"),
    path("metiers/", trades.list_trades, name="trades"),
    path("metiers/<uuid:trade_id>/", trades.trade, name="trade"),
    path("metiers/<uuid:trade_id>/voix/", trades.record_voice, name="record-voice"),
]
