"""The forms of a session. A choice offers only what the active profile may use, so nothing foreign can be posted."""

from datetime import date
from typing import Any

from django import forms

from forprev.certification.actions.groupe import SaisieStagiaire
from forprev.certification.actions.saisie import SaisieFormateur, SaisieSession
from forprev.certification.models import SessionCertification, Stagiaire
from forprev.certification.states import LIBELLES_LIEU, LIBELLES_STAGE, TypeLieu
from forprev.habilitations.models import Habilitation, Plateforme
from forprev.referentiel.models import Commune, ModeleCertificat
from forprev.referentiel.queries import communes_du_code_postal
from forprev.web.commun.choix import ChampCommune, ChampParmi
from forprev.web.commun.formulaires import ChampDate, FormulaireForprev


class ChampTypeLieu(forms.ChoiceField):
    """A kind of place that the dispositif no longer takes is not refused here: the domain clears it and says so."""

    def valid_value(self, value: Any) -> bool:
        return value in set(TypeLieu)


# The fields of each kind of place: filled, they say which it is when nothing is ticked.
CHAMPS_DU_LIEU = {
    TypeLieu.PLATEFORME: ("plateforme",),
    TypeLieu.FRANCE: ("code_postal", "commune"),
    TypeLieu.ETRANGER: ("pays", "ville_etranger"),
}


class FormulaireSession(FormulaireForprev):
    """The tab *Session*: everything may be missing to save, nothing to submit [SES-03, SES-04, SES-11]."""

    habilitation = ChampParmi(label="Dispositif et niveau")
    date_fin = ChampDate(label="Date de fin de session", required=False)
    modele = ChampParmi(label="Certificat")
    type_stage = forms.ChoiceField(
        label="Identification",
        required=False,
        choices=[(code.value, libelle) for code, libelle in LIBELLES_STAGE.items()],
        widget=forms.RadioSelect,
    )
    type_lieu = ChampTypeLieu(label="Lieu de formation", required=False, widget=forms.RadioSelect)
    plateforme = ChampParmi(label="Plateforme pédagogique")
    code_postal = forms.CharField(label="Code postal", required=False, max_length=5)
    commune = ChampCommune(label="Ville")
    pays = forms.CharField(label="Pays", required=False, max_length=60)
    ville_etranger = forms.CharField(label="Ville à l’étranger", required=False, max_length=100)

    def __init__(
        self,
        data: Any = None,
        *,
        habilitations: list[Habilitation],
        session: SessionCertification | None = None,
        saisi: Any = None,
        jour: date,
    ) -> None:
        """`data` is posted and judged; `saisi` is shown again as typed, without judging it."""
        super().__init__(data, initial=saisi.dict() if saisi else _initial(session) if session else None)
        self.jour = jour
        self._champ("habilitation").proposer(habilitations, lambda h: str(h.dispositif_niveau))
        self.choisie = self._objet_saisi("habilitation")
        self._champ("modele").proposer(self._modeles(habilitations), lambda m: m.libelle_court)
        self._champ("plateforme").proposer(self._plateformes(), lambda p: f"{p.nom} ({p.commune.nom})")
        self._champ("commune").proposer(self._communes(), lambda c: c.nom)
        self._proposer_lieux()
        self._admettre_ce_qui_etait_choisi(habilitations)

    def _champ(self, nom: str) -> ChampParmi:
        champ = self.fields[nom]
        assert isinstance(champ, ChampParmi)
        return champ

    def _valeur(self, nom: str) -> str:
        valeur = self[nom].value()
        return "" if valeur is None else str(valeur)

    def _objet_saisi(self, nom: str) -> Any:
        return self._champ(nom).objets.get(self._valeur(nom))

    def _admettre_ce_qui_etait_choisi(self, habilitations: list[Habilitation]) -> None:
        """A model or a plateforme chosen before the dispositif or the date changed [SES-40]."""
        modele, plateforme = self._valeur("modele"), self._valeur("plateforme")
        if modele.isdecimal() and not self._objet_saisi("modele"):
            self._champ("modele").admettre(ModeleCertificat.objects.filter(pk=modele))
        if plateforme.isdecimal() and not self._objet_saisi("plateforme"):
            siennes = Plateforme.objects.filter(pk=plateforme, habilitation__in=habilitations)
            self._champ("plateforme").admettre(siennes.select_related("commune"))

    def essai(self, session: SessionCertification | None) -> SessionCertification:
        """The tab as typed, unsaved, with the trainer already named: what live answers are asked of [SES-25]."""
        essai = SessionCertification(
            habilitation=self.choisie,
            date_fin=self.date_lisible,
            modele=self._objet_saisi("modele"),
            type_stage=self._valeur("type_stage"),
            type_lieu=self._type_lieu({nom: self._valeur(nom) for nom in self.fields}),
            plateforme=self._objet_saisi("plateforme"),
        )
        essai.formateur = session.formateur if session else None
        return essai

    def oublier(self, champ: str) -> None:
        """Show a field (or all those of the place) empty."""
        lieu = ("type_lieu", *(nom for noms in CHAMPS_DU_LIEU.values() for nom in noms))
        for nom in lieu if champ == "lieu" else (champ,):
            self[nom].initial = ""

    @property
    def jour_de_reference(self) -> date:
        """The end date when it can be read, else today: what decides which models are offered [SES-39]."""
        return self.date_lisible or self.jour

    @property
    def date_lisible(self) -> date | None:
        """The end date as typed, when it can be read."""
        valeur = self["date_fin"].value()
        if isinstance(valeur, date):
            return valeur
        try:
            return self.fields["date_fin"].clean(valeur)
        except forms.ValidationError:
            return None

    def _modeles(self, habilitations: list[Habilitation]) -> list[ModeleCertificat]:
        """Those of the chosen dispositif/niveau, or of all of them until one is chosen (a page without script)."""
        niveaux = [self.choisie] if self.choisie else habilitations
        return list(
            ModeleCertificat.objects.en_vigueur(self.jour_de_reference)
            .filter(dispositif_niveau__in={h.dispositif_niveau_id for h in niveaux})
            .select_related("dispositif_niveau__dispositif")
        )

    def _plateformes(self) -> list[Plateforme]:
        if not self.choisie:
            return []
        plateformes = self.choisie.plateformes.select_related("commune")
        return [p for p in plateformes if p.utilisable(self.jour_de_reference)]

    def _communes(self) -> list[Commune]:
        code = self._valeur("code_postal").strip()
        return communes_du_code_postal(code) if code else []

    @property
    def plateforme_requise(self) -> bool | None:
        """None while no dispositif/niveau is chosen."""
        if not self.choisie:
            return None
        return bool(self.choisie.dispositif_niveau.plateforme_requise(self.jour_de_reference))

    def _proposer_lieux(self) -> None:
        requise = self.plateforme_requise
        codes = [c for c in LIBELLES_LIEU if requise is None or requise == (c == TypeLieu.PLATEFORME)]
        champ = self.fields["type_lieu"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [(code.value, LIBELLES_LIEU[code]) for code in codes]

    def clean(self) -> dict[str, Any]:
        propre = super().clean() or {}
        propre["type_lieu"] = self._type_lieu(propre)
        en_france = propre["type_lieu"] == TypeLieu.FRANCE
        if en_france and propre.get("code_postal") and not propre.get("commune") and "commune" not in self.errors:
            self._choisir_commune(propre)
        return propre

    def _type_lieu(self, saisi: dict[str, Any]) -> str:
        """The kind of place ticked, else the one whose fields are filled: nothing typed is lost for a missing tick."""
        if self.plateforme_requise and saisi.get("plateforme"):
            return TypeLieu.PLATEFORME.value
        remplis = (type_.value for type_, noms in CHAMPS_DU_LIEU.items() if any(saisi.get(nom) for nom in noms))
        return str(saisi.get("type_lieu") or next(remplis, ""))

    def _choisir_commune(self, propre: dict[str, Any]) -> None:
        """One commune for the postal code: it is chosen; several: the person must; none: the code does not exist."""
        communes = list(self._champ("commune").objets.values())
        if len(communes) == 1:
            propre["commune"] = communes[0]
        elif communes:
            self.add_error("commune", f"Choisissez la ville parmi les {len(communes)} communes de ce code postal.")
        else:
            texte = "Ce code postal n’existe pas : vérifiez-le. Un code CEDEX se remplace par celui de la commune."
            self.add_error("code_postal", texte)

    def saisie(self) -> SaisieSession:
        """What was typed, for the action."""
        return SaisieSession(**{nom: self.cleaned_data[nom] for nom in self.fields})


def _initial(session: SessionCertification) -> dict[str, Any]:
    return {
        "habilitation": session.habilitation_id,
        "date_fin": session.date_fin,
        "modele": session.modele_id,
        "type_stage": session.type_stage,
        "type_lieu": session.type_lieu,
        "plateforme": session.plateforme_id,
        "code_postal": session.code_postal,
        "commune": session.commune_id,
        "pays": session.pays,
        "ville_etranger": session.ville_etranger,
    }


class FormulaireFormateur(FormulaireForprev):
    """The tab *Formateur*: a number, or a triplet [SES-06]."""

    numero = forms.CharField(label="N° Forprev", required=False, max_length=8)
    nom = forms.CharField(label="Nom", required=False, max_length=100)
    prenom = forms.CharField(label="Prénom", required=False, max_length=100)
    date_naissance = ChampDate(label="Date de naissance", required=False)

    def saisie(self) -> SaisieFormateur:
        propre = self.cleaned_data
        return SaisieFormateur(propre["numero"], propre["nom"], propre["prenom"], propre["date_naissance"])


class FormulaireStagiaire(FormulaireForprev):
    """One line of the group. At niveau 1 the number and the e-mail do not exist [SES-08]."""

    numero = forms.CharField(label="N° Forprev", required=False, max_length=8)
    nom = forms.CharField(label="Nom", max_length=100)
    prenom = forms.CharField(label="Prénom", max_length=100)
    date_naissance = ChampDate(label="Date de naissance")
    email = forms.EmailField(label="E-mail", required=False, max_length=254)
    personne = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        niveau: int,
        stagiaire: Stagiaire | None = None,
        saisi: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`data` is posted and judged; `saisi` is shown again as typed, without judging it."""
        super().__init__(data, initial=saisi or (_initial_stagiaire(stagiaire) if stagiaire else None), **kwargs)
        if niveau == 1:
            for nom in ("numero", "email", "personne"):
                del self.fields[nom]
        elif self._valeur_numero():
            self.fields["nom"].required = self.fields["prenom"].required = False

    def viser(self, nom: str = "") -> "FormulaireStagiaire":
        """Put the focus in that field, the first one by default, as soon as the form is shown."""
        self.fields[nom or next(iter(self.fields))].widget.attrs["autofocus"] = True
        return self

    def _valeur_numero(self) -> str:
        return str(self["numero"].value() or "").strip()

    def saisie(self, personne_id: int | None = None) -> SaisieStagiaire:
        propre = self.cleaned_data
        return SaisieStagiaire(
            propre["nom"],
            propre["prenom"],
            propre["date_naissance"],
            email=propre.get("email", ""),
            numero=propre.get("numero", ""),
            personne_id=personne_id,
        )


def _initial_stagiaire(stagiaire: Stagiaire) -> dict[str, Any]:
    """A person named by number shows their number, never their e-mail [ACC-23]."""
    return {
        "nom": stagiaire.nom,
        "prenom": stagiaire.prenom,
        "date_naissance": stagiaire.date_naissance,
        "email": "" if stagiaire.par_numero else stagiaire.email,
        "numero": stagiaire.personne.numero if stagiaire.par_numero and stagiaire.personne else "",
    }


class FormulaireCommentaire(FormulaireForprev):
    commentaire = forms.CharField(
        label="Mon commentaire", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FormulaireMotif(FormulaireForprev):
    commentaire = forms.CharField(
        label="Motif",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Le motif est obligatoire : il est transmis au formateur."},
    )


class FormulaireDecision(FormulaireForprev):
    """*Générer les certificats* or *Modifier la saisie de la session* [SES-13]; *Clôturer la session* [SES-23]."""

    GENERER, CLOTURER, MODIFIER = "generer", "cloturer", "modifier"
    decision = forms.ChoiceField(
        label="Que souhaitez-vous faire ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que vous souhaitez faire."},
    )

    def __init__(self, data: Any = None, *, des_reussites: bool) -> None:
        super().__init__(data)
        issue = (self.GENERER, "Générer les certificats") if des_reussites else (self.CLOTURER, "Clôturer la session")
        champ = self.fields["decision"]
        assert isinstance(champ, forms.ChoiceField)
        champ.choices = [issue, (self.MODIFIER, "Modifier la saisie de la session")]
