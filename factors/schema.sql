-- The tables of a layer. Every row keeps the CSV file and line it came from; an empty text means "not stated",
-- year 0 means timeless.
-- application_id is "lcaf"; user_version counts the forms of these tables: raise it with any change.
PRAGMA application_id = 1818452326;
PRAGMA user_version = 2;

CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (
	id TEXT PRIMARY KEY,
	title TEXT NOT NULL,
	authors TEXT NOT NULL,
	year TEXT NOT NULL,
	url TEXT NOT NULL,
	licence TEXT NOT NULL,
	retrieved TEXT NOT NULL,
	note TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE criterion (
	id TEXT PRIMARY KEY,
	rank INTEGER NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	symbol TEXT NOT NULL,
	description TEXT NOT NULL,
	source TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE region (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	parent TEXT NOT NULL,
	kind TEXT NOT NULL,
	provider TEXT NOT NULL,
	zone TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE thing (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	maker TEXT NOT NULL,
	contains TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

-- What may be typed for a region or a thing. fold: as compared (names.h). rank: 0 its code or slug, 1 a second
-- code, 2 its name, 3 an alias; the lowest rank wins.
CREATE TABLE region_name (
	fold TEXT NOT NULL,
	rank INTEGER NOT NULL,
	id TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (fold, rank, id)
) WITHOUT ROWID;

CREATE TABLE thing_name (
	fold TEXT NOT NULL,
	rank INTEGER NOT NULL,
	id TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (fold, rank, id)
) WITHOUT ROWID;

-- What an amount of CO2e is like: value in unit, "tCO2e/smartphone charge". Read for reports alone, never an input.
CREATE TABLE equivalence (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	value REAL NOT NULL,
	unit TEXT NOT NULL,
	vintage TEXT NOT NULL,
	region TEXT NOT NULL,
	status TEXT NOT NULL,
	preferred TEXT NOT NULL,
	published TEXT NOT NULL,
	source TEXT NOT NULL,
	locator TEXT NOT NULL,
	note TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	PRIMARY KEY (id, vintage, source)
) WITHOUT ROWID;
CREATE UNIQUE INDEX equivalence_preferred ON equivalence (id) WHERE preferred = 'yes';

-- shape: enum dist_kind, with its parameters a, b, c in base units. variant: empty for the row that look-ups use.
-- kind: what it is a row of (kinds.c). published: when a figure for this key was first public, empty where it always was.
CREATE TABLE factor (
	number INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	activity TEXT NOT NULL,
	region TEXT NOT NULL,
	year INTEGER NOT NULL,
	criterion TEXT NOT NULL,
	variant TEXT NOT NULL,
	kind TEXT NOT NULL,
	unit TEXT NOT NULL,
	shape INTEGER NOT NULL,
	a REAL NOT NULL,
	b REAL NOT NULL,
	c REAL NOT NULL,
	method TEXT NOT NULL,
	method_gsd REAL NOT NULL,
	boundary TEXT NOT NULL,
	accounting TEXT NOT NULL,
	delivery TEXT NOT NULL,
	gas_scope TEXT NOT NULL,
	gwp_set TEXT NOT NULL,
	status TEXT NOT NULL,
	published TEXT NOT NULL,
	source TEXT NOT NULL,
	locator TEXT NOT NULL,
	note TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
);
CREATE INDEX factor_series ON factor (activity, criterion, region, year);

-- rowid = factor.number
CREATE VIRTUAL TABLE factor_text USING fts5 (
	id, names, note, source,
	content = '',
	tokenize = 'unicode61 remove_diacritics 2'
);
