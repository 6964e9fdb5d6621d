"""Keys to a person: the account, what it asked, what it was told, what it did."""

from forprev.personnes.relations.declaration import AUTRES_PERSONNES, JOURNAL, Effacement, Fusion, Montre, Relation

_DOUBLON: Montre = (("Signalé le", "signale_le"), ("Origine", "origine"), ("Traité le", "traite_le"))
_SUIVRE, _SUPPRIMER, _DETACHER = Fusion.SUIVRE, Effacement.SUPPRIMER, Effacement.DETACHER

DES_COMPTES: tuple[Relation, ...] = (
    # The account: what opens it and what it is known by.
    Relation(
        "comptes.AutreNumero",
        "personne",
        "Numéros réunis au vôtre",
        _SUIVRE,
        _SUPPRIMER,
        montre=(("N°\u00a0Forprev", "numero"), ("Réuni le", "depuis")),
    ),
    Relation(
        "comptes.ChangementEmail",
        "personne",
        "Changement d’e-mail à confirmer",
        Fusion.GARDER,
        _SUPPRIMER,
        montre=(("Nouvel e-mail", "adresse"), ("Demandé le", "demande_le")),
    ),
    Relation(
        "account.EmailAddress",
        "user",
        "Adresses",
        Fusion.GARDER,
        _SUPPRIMER,
        tait="Cette table reste vide\u00a0: l’e-mail est celui du compte.",
    ),
    Relation(
        "mfa.Authenticator",
        "user",
        "Double authentification",
        Fusion.GARDER,
        _SUPPRIMER,
        montre=(("Type", "type"), ("Ajouté le", "created_at"), ("Dernier usage", "last_used_at")),
    ),
    Relation(
        "usersessions.UserSession",
        "user",
        "Connexions ouvertes",
        Fusion.FERMER,
        _SUPPRIMER,
        montre=(
            ("Ouverte le", "created_at"),
            ("Vue le", "last_seen_at"),
            ("Adresse IP", "ip"),
            ("Navigateur", "user_agent"),
        ),
    ),
    Relation(
        "comptes.Personne", "ouvert_par", "Comptes que vous avez ouverts", _SUIVRE, _DETACHER, tait=AUTRES_PERSONNES
    ),
    Relation("comptes.Doublon", "connue", "Comptes à comparer au vôtre", Fusion.PAIRES, _SUPPRIMER, montre=_DOUBLON),
    Relation(
        "comptes.Doublon",
        "nouvelle",
        "Comptes à comparer au vôtre, plus anciens",
        Fusion.PAIRES,
        _SUPPRIMER,
        montre=_DOUBLON,
    ),
    Relation(
        "comptes.RoleReseau",
        "personne",
        "Rôles dans le réseau",
        Fusion.UNIR,
        _SUPPRIMER,
        montre=(("Rôle", "nature"), ("Caisse", "caisse__nom")),
        memes=("nature", "caisse"),
    ),
    # What the person asked about their own data.
    Relation(
        "personnes.Rectification",
        "personne",
        "Rectifications demandées",
        _SUIVRE,
        _SUPPRIMER,
        montre=(
            ("Déposée le", "deposee_le"),
            ("Nom avant", "avant_nom"),
            ("Prénom avant", "avant_prenom"),
            ("Date de naissance avant", "avant_date_naissance"),
            ("Nom", "nom"),
            ("Prénom", "prenom"),
            ("Date de naissance", "date_naissance"),
            ("Motif", "motif"),
            ("État", "etat"),
            ("Traitée le", "traitee_le"),
            ("Réponse", "reponse"),
        ),
    ),
    Relation(
        "personnes.Rectification", "traitee_par", "Rectifications traitées", _SUIVRE, _DETACHER, tait=AUTRES_PERSONNES
    ),
    Relation(
        "personnes.DemandeEffacement",
        "personne",
        "Demandes d’effacement",
        _SUIVRE,
        _SUPPRIMER,
        montre=(("Déposée le", "deposee_le"), ("État", "etat"), ("Traitée le", "traitee_le"), ("Réponse", "reponse")),
    ),
    Relation(
        "personnes.DemandeEffacement",
        "traitee_par",
        "Demandes d’effacement traitées",
        _SUIVRE,
        _DETACHER,
        tait=AUTRES_PERSONNES,
    ),
    # What the person was told.
    Relation(
        "communication.Preference",
        "personne",
        "Préférences de notification",
        Fusion.GARDER,
        _SUPPRIMER,
        montre=(
            ("Alertes", "alertes"),
            ("Notifications", "notifications"),
            ("Messages ciblés", "messages"),
            ("Un seul e-mail par jour", "quotidien"),
        ),
    ),
    Relation(
        "communication.Notification",
        "personne",
        "Notifications reçues",
        Fusion.UNIR,
        _SUPPRIMER,
        montre=(
            ("Date", "cree_le"),
            ("Catégorie", "categorie"),
            ("Titre", "titre"),
            ("Texte", "texte"),
            ("Lue le", "lue_le"),
        ),
        memes=("cle",),
    ),
    Relation(
        "courriels.Courriel",
        "personne",
        "E-mails envoyés",
        _SUIVRE,
        _SUPPRIMER,
        montre=(
            ("Créé le", "cree_le"),
            ("Destinataire", "destinataire"),
            ("Sujet", "sujet"),
            ("État", "etat"),
            ("Envoyé le", "envoye_le"),
        ),
    ),
    # What the person wrote to the assistance.
    Relation(
        "aide.Ticket",
        "personne",
        "Messages à l’assistance",
        _SUIVRE,
        _SUPPRIMER,
        montre=(
            ("Ouvert le", "ouvert_le"),
            ("Objet", "objet"),
            ("Page", "page"),
            ("Nom", "nom"),
            ("E-mail", "email"),
            ("État", "etat"),
            ("Répondu le", "repondu_le"),
            ("Clos le", "clos_le"),
        ),
    ),
    Relation(
        "aide.Ticket",
        "concerne",
        "Messages à l’assistance au sujet de votre compte",
        _SUIVRE,
        _DETACHER,
        montre=(("Ouvert le", "ouvert_le"), ("Origine", "origine"), ("État", "etat"), ("Clos le", "clos_le")),
    ),
    Relation(
        "aide.Ticket",
        "dernier_agent",
        "Messages à l’assistance que vous suivez",
        _SUIVRE,
        _DETACHER,
        tait=AUTRES_PERSONNES,
    ),
    Relation(
        "aide.MessageTicket",
        "ticket__personne",
        "Échanges avec l’assistance",
        _SUIVRE,
        _SUPPRIMER,
        montre=(("Message n°", "ticket_id"), ("Date", "le"), ("De", "cote"), ("Texte", "texte")),
    ),
    Relation(
        "aide.MessageTicket",
        "auteur",
        "Messages écrits dans ces échanges",
        _SUIVRE,
        _DETACHER,
        tait="Les échanges sont montrés en entier ; ceux d’autres personnes ne regardent qu’elles.",
    ),
    # The journal, by its author.
    Relation("socle.EntreeJournal", "par", "Ce que vous avez fait", _SUIVRE, _DETACHER, montre=JOURNAL),
)
