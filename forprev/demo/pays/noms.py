"""Lists of first names, surnames and places from which everyone is drawn; no real person."""

NOMS = (
    *("MARTIN", "BERNARD", "PETIT", "ROBERT", "RICHARD", "DURAND", "DUBOIS", "MOREAU", "LAURENT", "SIMON"),
    *("MICHEL", "LEFÈVRE", "LEROY", "ROUX", "DAVID", "BERTRAND", "MOREL", "FOURNIER", "GIRARD", "BONNET"),
    *("FERREIRA", "FONTAINE", "JÉGOU", "N’GUYEN-LE GOFF", "ŒUVRARD", "DA SILVA", "BENALI", "TRAORÉ", "KOWALSKI"),
    *("LE GALL", "D’ARTOIS", "SAINT-ANDRÉ", "MARCHAND", "COLIN", "VIDAL", "GAUTHIER", "PERRIN", "ROUSSEL"),
)
PRENOMS = (
    *("Alice", "Régine", "Myriam", "Pierre", "Anne-Laure", "Karim", "Élodie", "François", "Inès", "Loïc"),
    *("Zoé", "Hélène", "Mathis", "Camille", "Noëlle", "Jérôme", "Aïcha", "Benoît", "Maëlys", "Théo"),
    *("Sandrine", "Yann", "Fatou", "Grégoire", "Océane", "Tristan", "Amélie", "Rémi", "Chloé", "Hugo"),
)

# Département, INSEE code, postal code: three caisses.
LIEUX = {
    "IDF": (
        *(("92075", "92170"), ("92046", "92240"), ("94028", "94000"), ("93048", "93100"), ("78646", "78000")),
        *(("91228", "91000"), ("95500", "95300"), ("77288", "77000"), ("92050", "92000"), ("94081", "94400")),
    ),
    "RA": (
        *(("69266", "69100"), ("38185", "38000"), ("42218", "42000"), ("74010", "74000"), ("26362", "26000")),
        *(("01053", "01000"), ("73065", "73000"), ("69029", "69500"), ("38421", "38400"), ("07186", "07200")),
    ),
    "HDF": (
        *(("59350", "59000"), ("59512", "59100"), ("80021", "80000"), ("62041", "62000"), ("60057", "60000")),
        *(("02691", "02100"), ("59178", "59500"), ("62193", "62100"), ("59606", "59300"), ("62498", "62300")),
    ),
}
RUES = ("rue de la Prévention", "avenue Jean Jaurès", "place de la République", "chemin des Ateliers", "rue Pasteur")
ORGANISMES = ("FORMATION GUY", "ACTIF PRÉVENTION", "SECOURS & SAVOIRS", "ALPHA FORMATION", "CAP SÉCURITÉ")
ENTREPRISES = ("ÉTABLISSEMENTS", "ATELIERS", "TRANSPORTS", "MÉTALLERIE", "BLANCHISSERIE")
