// DuckDB on the same log, told every column and its type beforehand.
//
//     node peer.js csv|jsonl FILE THREADS             how long the query takes: line "seconds S"
//     node peer.js csv|jsonl FILE THREADS answer      what it gives, as lines of JSON
//
// The clock runs from handing over the query to its end; the start of node and of the database do not count.
"use strict";
const {DuckDBInstance} = require("@duckdb/node-api");

const columns = {
	timestamp: "VARCHAR",
	request_id: "VARCHAR",
	model: "VARCHAR",
	region: "VARCHAR",
	input_tokens: "BIGINT",
	output_tokens: "BIGINT",
	latency_ms: "DOUBLE",
	energy_j: "DOUBLE",
	status: "INTEGER",
};
const fields = {
	timestamp: "VARCHAR",
	model: "VARCHAR",
	region: "VARCHAR",
	usage: "STRUCT(prompt_tokens BIGINT, completion_tokens BIGINT)",
	latency_ms: "DOUBLE",
	energy_j: "DOUBLE",
};

const listed = (types) => "{" + Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(", ") + "}";
const quoted = (text) => "'" + text.replaceAll("'", "''") + "'";

const ways = {
	csv: {
		rows: (file) => `read_csv(${quoted(file)}, auto_detect = false, header = true, delim = ',', quote = '',
			escape = '', columns = ${listed(columns)})`,
		input: "input_tokens",
		output: "output_tokens",
	},
	jsonl: {
		rows: (file) => `read_json(${quoted(file)}, format = 'newline_delimited', columns = ${listed(fields)})`,
		input: "usage.prompt_tokens",
		output: "usage.completion_tokens",
	},
};

// Model x region x day: requests, tokens, energy where there is one, exact quantiles of the latency.
const grouped = (way, file) => `CREATE TABLE answer AS
	SELECT model, region, substr(timestamp, 1, 10) AS day, count(*) AS requests, sum(${way.input}) AS input,
		sum(${way.output}) AS output, sum(energy_j) AS energy_j, count(energy_j) AS metered,
		quantile_disc(latency_ms, [0.5, 0.95]) AS latency_ms
	FROM ${way.rows(file)} GROUP BY ALL`;

const whole = (way, file) => `SELECT quantile_disc(latency_ms, [0.5, 0.95]) AS latency_ms FROM ${way.rows(file)}`;

const print = async (connection, query) => {
	const reader = await connection.runAndReadAll(query);
	for (const row of reader.getRowObjectsJson())
		console.log(JSON.stringify(row));
};

const main = async ([format, file, threads, answer]) => {
	const way = ways[format];
	const instance = await DuckDBInstance.create(":memory:", {threads});
	const connection = await instance.connect();
	await connection.run("SET preserve_insertion_order = false");
	const start = process.hrtime.bigint();
	await connection.run(grouped(way, file));
	const taken = process.hrtime.bigint() - start;
	if (answer) {
		await print(connection, "SELECT * FROM answer");
		await print(connection, whole(way, file));
	} else {
		console.log(`seconds ${(Number(taken) / 1e9).toFixed(4)}`);
	}
	process.exit(0);
};

main(process.argv.slice(2));
