"""What the simulated staff write. Invented; no places, and names only where HR and works council take them out."""

COSTS = (
    "Dat we iedere dag beginnen met uitzoeken wie waar staat.",
    "De overdracht schiet erbij in als het druk is, en dan loop je de hele dag achter.",
    "Ik schrijf hetzelfde op in drie systemen.",
    "Pauze nemen lukt alleen als de tussendienst er is.",
    "Als één collega uitvalt, ligt de hele dag overhoop.",
    "Oudergesprekken voorbereiden doe ik thuis, want op de groep is er geen tijd voor.",
    "Steeds andere invallers die de kinderen niet kennen.",
    "De telefoon gaat altijd op het moment dat er gegeten wordt.",
    "We starten nieuwe plannen voordat de oude af zijn.",
    "Formulieren invullen waar ik nooit iets van terughoor.",
    "Het halen en brengen tussen vijf en zes, met te weinig handen.",
    "Een groep die net te vol is. Het mag, maar het voelt niet goed.",
    "Vergaderen in mijn eigen tijd.",
    "Appjes over het werk op mijn vrije dag.",
    "Schoonmaken en boodschappen komen er nu allemaal bij.",
    "Niet weten of er morgen genoeg collega's zijn.",
    "De tablet loopt vast als je net alles hebt ingevuld.",
    "Twee leidinggevenden die elk iets anders vragen.",
    "Nieuwe collega's inwerken terwijl je zelf een volle groep hebt.",
    "Het lawaai in de grote zaal aan het eind van de middag.",
    "Dat ik nooit iets kan afmaken zonder gestoord te worden.",
)
NAMES = ("Marieke", "Joost", "Petra", "Kevin")
NAMED = (
    "Marieke zegt elke dienst iets anders over de planning.",
    "Van Petra krijg ik nooit antwoord als ik iets vraag.",
    "Als Kevin op zijn telefoon zit, doe ik de groep alleen.",
    "Sinds Joost overspannen thuis zit, doe ik zijn werk erbij.",
)
# A sentence with one of these is about somebody's health, and is withheld as a whole.
ABOUT_HEALTH = ("overspannen",)
COSTS_IN_ZUID = (
    "Mijn rooster verandert soms nog de avond ervoor.",
    "Sinds het nieuwe roosterprogramma weet ik pas laat wanneer ik werk.",
    "Diensten ruilen gaat nu via een formulier en duurt dagen.",
    "Het programma zet me op een locatie waar ik nooit werk.",
    "Ik zeg afspraken thuis af omdat mijn dienst is omgezet.",
    "Drie weken vooruit plannen lukt niet meer.",
)
GIVES = (
    "De kinderen die naar je toe rennen als je binnenkomt.",
    "Samen met mijn collega's lachen, ook op drukke dagen.",
    "Een ouder die zegt dat haar kind hier graag komt.",
    "Dat ik zelf mag bedenken wat we op woensdagmiddag doen.",
    "Buiten zijn met de groep, ook als het regent.",
    "Een dag waarop iedereen er is.",
    "Mijn vaste collega op maandag en dinsdag.",
    "Stagiairs begeleiden.",
    "Dat we het weekplan nu samen maken.",
    "Zien dat een stil kind ineens meedoet.",
    "Het dagelijkse startmoment van tien minuten.",
    "Mijn leidinggevende die even langskomt en vraagt hoe het gaat.",
    "De moestuin.",
    "Dat er echt iets is gebeurd met wat we vorige keer zeiden.",
    "Een cursus die ik zelf mocht kiezen.",
    "Werken met kinderen uit verschillende groepen.",
    "De rust aan het begin van de ochtend.",
    "Voorlezen.",
)
