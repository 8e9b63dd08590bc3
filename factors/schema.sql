-- The tables of a layer. Every row keeps the CSV file and line it came from; an empty text means "not stated",
-- year 0 means timeless.
-- application_id is "lcaf"; user_version counts the forms of these tables: raise it with any change.
PRAGMA application_id = 1818452326;
PRAGMA user_version = 4;

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

CREATE INDEX region_name_id ON region_name (id) WHERE rank > 0;
CREATE INDEX thing_name_id ON thing_name (id) WHERE rank > 0;

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

-- What was published of which model, cell by cell as in the table (figures.csv). Claims are held against it; nothing is
-- computed from it.
CREATE TABLE figure (
	id TEXT PRIMARY KEY,
	model TEXT NOT NULL,
	organisation TEXT NOT NULL,
	year TEXT NOT NULL,
	stage TEXT NOT NULL,
	hardware TEXT NOT NULL,
	n_accelerators TEXT NOT NULL,
	accelerator_hours TEXT NOT NULL,
	power_w TEXT NOT NULL,
	power_kind TEXT NOT NULL,
	energy_kwh TEXT NOT NULL,
	energy_scope TEXT NOT NULL,
	pue TEXT NOT NULL,
	carbon_intensity_kg_per_kwh TEXT NOT NULL,
	grid_or_region TEXT NOT NULL,
	reported_printed TEXT NOT NULL,
	reported_tco2e TEXT NOT NULL,
	accounting TEXT NOT NULL,
	water_l TEXT NOT NULL,
	source TEXT NOT NULL,
	locator TEXT NOT NULL,
	note TEXT NOT NULL,
	confidence TEXT NOT NULL,
	evidence TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

-- Between what a value that follows from a claim is plausible: low and high in unit.
CREATE TABLE bound (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	low REAL NOT NULL,
	high REAL NOT NULL,
	unit TEXT NOT NULL,
	status TEXT NOT NULL,
	source TEXT NOT NULL,
	locator TEXT NOT NULL,
	note TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL
) WITHOUT ROWID;

-- For the program; people read the view factors below. value, spread: the texts of the table, in unit. low, high: the
-- 95 % interval in unit, of the row's own spread and of its method. shape: 0 exact, 1 normal, 2 lognormal, 3 uniform,
-- 4 triangular, 5 pert, with its parameters base_a, base_b, base_c (struct dist) in base units: kgCO2e/kWh where unit
-- is gCO2e/kWh. variant: empty for the row that look-ups use. kind: what it is a row of (kinds.c). published: when a
-- figure for this key was first public, empty where it always was.
CREATE TABLE factor (
	number INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	activity TEXT NOT NULL,
	region TEXT NOT NULL,
	year INTEGER NOT NULL,
	criterion TEXT NOT NULL,
	variant TEXT NOT NULL,
	kind TEXT NOT NULL,
	value TEXT NOT NULL,
	unit TEXT NOT NULL,
	spread TEXT NOT NULL,
	low REAL NOT NULL,
	high REAL NOT NULL,
	shape INTEGER NOT NULL,
	base_a REAL NOT NULL,
	base_b REAL NOT NULL,
	base_c REAL NOT NULL,
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

-- For the sqlite3 shell: one line a row, every number in unit, with its source. year: NULL where timeless.
CREATE VIEW factors AS
	SELECT f.id, f.activity, f.region, nullif(f.year, 0) AS year, f.criterion, f.variant,
		CAST(f.value AS REAL) AS value, f.unit, f.spread, f.low, f.high, f.method, f.method_gsd,
		f.boundary, f.accounting, f.delivery, f.gas_scope, f.gwp_set, f.status, f.published,
		f.source, s.title, s.licence, f.locator, f.note
	FROM factor f
	LEFT JOIN source s ON s.id = f.source;

-- rowid = factor.number
CREATE VIRTUAL TABLE factor_text USING fts5 (
	id, names, note, source,
	content = '',
	tokenize = 'unicode61 remove_diacritics 2'
);
