# Sourced by tests: looks for foreign tools; where one is not there, says so and ends the test as skipped.
# LCA_TOOLS: the folder with the packages of tests/tools/package.json.

skip() {
	echo "SKIPPED: $1; ./dev setup --all installs it"
	exit 77
}

# need_node PACKAGE...: node, and these packages.
need_node() {
	local package
	command -v node >/dev/null || skip "there is no node"
	for package; do
		[ -d "$LCA_TOOLS/node_modules/$package" ] || skip "the npm package $package is not in build/tools"
	done
}

# Sets browser.
need_browser() {
	for browser in chromium chromium-browser google-chrome; do
		browser=$(command -v "$browser") && return
	done
	skip "there is no chromium"
}

need_command() {
	command -v "$1" >/dev/null || skip "there is no $1"
}

# need_schema FILE: one that lies beside the checkout.
need_schema() {
	if [ ! -f "$LCA_SCHEMAS/$1" ]; then
		echo "SKIPPED: the schema $1 does not lie beside the checkout"
		exit 77
	fi
}
