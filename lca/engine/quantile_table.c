/*
 * Piecewise polynomials of a quantile function.
 *
 * Each half is followed from its tail towards the median along the Taylor series of the
 * quantile function, put right every OCTAVES_FREE octaves. A piece keeps the polynomial that
 * meets the series at TABLE_TERMS Chebyshev points, both ends among them. Where the series does
 * not settle within a piece (values near the end of a shape far below 1, of which the standard
 * deviation sees nothing), the piece joins exact values.
 */

#include "lca/engine/quantile_table.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "lca/engine/quantile_series.h"

enum { OCTAVES_FREE = 4, SLOPES = TABLE_TERMS - 1, EXTRA = SERIES_TERMS - TABLE_TERMS };

/* Doubles have fewer digits below 2^-1022: an octave that stays below this is flat. */
static const double least = 1e-290;

/* The least shapes and degrees whose error was seen to stay below 1e-9. */
static const double least_beta = 0.1, least_beta_sum = 0.3, least_degrees = 0.5;

/* One Newton step from within this share of x leaves nothing. */
static const double near_by = 1e-7;

/* t^(TABLE_TERMS + k) as the polynomial that meets it at the points. */
struct folded {
	double power[EXTRA][TABLE_TERMS];
};

/* One half of a standard distribution, seen from its tail. */
struct half {
	struct dist dist;
	struct pearson pearson;
	bool upper; /* x(v) where P(X > x) = v, else where P(X <= x) = v */
	struct folded folded;
};

struct state {
	double x, slope; /* slope = dx/dv */
};

/* t^TABLE_TERMS less the product of (t - point), then times t and reduced again. */
static void fold(struct folded *folded)
{
	const double pi = 2 * acos(0);
	double product[TABLE_TERMS + 1] = {1}, root;
	int i, k;

	for (i = 0; i < TABLE_TERMS; i++) {
		root = sin(pi * i / (2 * (TABLE_TERMS - 1)));
		for (k = i + 1; k >= 0; k--)
			product[k] =
			    (k ? product[k - 1] : 0) - (k <= i ? root * root * product[k] : 0);
	}
	for (k = 0; k < TABLE_TERMS; k++)
		folded->power[0][k] = -product[k];
	for (i = 1; i < EXTRA; i++)
		for (k = 0; k < TABLE_TERMS; k++)
			folded->power[i][k] =
			    (k ? folded->power[i - 1][k - 1] : 0) -
			    folded->power[i - 1][TABLE_TERMS - 1] * product[k];
}

static double slope_at(const struct half *half, double x)
{
	double slope = 1 / dist_density(&half->dist, x);

	return half->upper ? -slope : slope;
}

static struct state exact_state(const struct half *half, double v)
{
	double x = dist_quantile(&half->dist, half->upper ? 1 - v : v);

	return (struct state){x, slope_at(half, x)};
}

/* The state at v from one that is nearly there. */
static struct state put_right(const struct half *half, double v, double x)
{
	double slope = slope_at(half, x);
	double now = half->upper ? dist_above(&half->dist, x) : dist_below(&half->dist, x);
	double step = (v - now) * slope;

	if (v < 0.5 && fabs(step) < near_by * x)
		return (struct state){x + step, slope_at(half, x + step)};
	return exact_state(half, v);
}

static struct table_piece fold_series(const struct folded *folded, const struct series *series)
{
	struct table_piece piece;
	int i, k;

	for (k = 0; k < TABLE_TERMS; k++)
		piece.c[k] = series->c[k];
	for (i = TABLE_TERMS; i < series->count; i++)
		for (k = 0; k < TABLE_TERMS; k++)
			piece.c[k] += series->c[i] * folded->power[i - TABLE_TERMS][k];
	return piece;
}

/* Hermite's quintic, from values, slopes and second derivatives over the step. */
static struct table_piece join_closely(const struct half *half, struct state from,
				       struct state to, double step)
{
	const struct pearson *p = &half->pearson;
	double rise = to.x - from.x, d0 = from.slope * step, d1 = to.slope * step;
	double e0 =
	    d0 * d0 * (p->n0 + p->n1 * from.x) / (p->m0 + (p->m1 + p->m2 * from.x) * from.x);
	double e1 = d1 * d1 * (p->n0 + p->n1 * to.x) / (p->m0 + (p->m1 + p->m2 * to.x) * to.x);

	return (struct table_piece){{from.x, d0, e0 / 2,
				     10 * rise - 6 * d0 - 4 * d1 - (3 * e0 - e1) / 2,
				     -15 * rise + 8 * d0 + 7 * d1 + (3 * e0 - 2 * e1) / 2,
				     6 * rise - 3 * (d0 + d1) - (e0 - e1) / 2, 0}};
}

/* Hermite's cubic, its slopes held to three times the secant so that it is monotone; slopes
 * that are no numbers count as steep. */
static struct table_piece join_safely(struct state from, struct state to, double step)
{
	double rise = to.x - from.x, sign = rise < 0 ? -1 : 1;
	double d0 = sign * fmin(fabs(from.slope) * step, 3 * fabs(rise));
	double d1 = sign * fmin(fabs(to.slope) * step, 3 * fabs(rise));

	return (struct table_piece){
	    {from.x, d0, 3 * rise - 2 * d0 - d1, d0 + d1 - 2 * rise, 0, 0, 0}};
}

/* The derivative in Bernstein's form: where its coefficients share a sign it keeps it. */
static bool is_monotone(const struct table_piece *piece, bool falls)
{
	double slope[SLOPES], share;
	int i, k;

	for (k = 0; k < SLOPES; k++)
		slope[k] = (falls ? -1 : 1) * (k + 1) * piece->c[k + 1];
	for (i = 0; i < SLOPES; i++) {
		double sum = slope[0];

		/* C(i, k) / C(n, k), n the degree of the derivative. */
		for (k = 1, share = 1; k <= i; k++) {
			share *= (double)(i - k + 1) / (SLOPES - k);
			sum += share * slope[k];
		}
		if (!(sum >= 0))
			return false;
	}
	return true;
}

/* The piece from a state at v, which moves to v + step. */
static struct table_piece advance(const struct half *half, struct state *state, double v,
				  double step, bool put_it_right)
{
	struct series series;
	struct state from = *state;
	struct table_piece piece;

	if (from.x >= least &&
	    series_expand(&series, &half->pearson, from.x, from.slope * step)) {
		piece = fold_series(&half->folded, &series);
		*state = (struct state){series_end(&series), series_end_slope(&series) / step};
		if (put_it_right || !series.settled) {
			*state = put_right(half, v + step, state->x);
			piece.c[1] += state->x - series_end(&series);
		}
	} else {
		*state = exact_state(half, v + step);
		piece = join_closely(half, from, *state, step);
	}
	if (!is_monotone(&piece, half->upper))
		piece = join_safely(from, *state, step);
	return piece;
}

static void fill_half(struct table_piece *pieces, const struct half *half)
{
	double v = ldexp(1, -TABLE_OCTAVES - 1), step;
	struct state state = exact_state(half, v), end;
	int octave, i;

	for (octave = 0; octave < TABLE_OCTAVES; octave++) {
		step = v / TABLE_PIECES;
		end = state.x < least ? exact_state(half, 2 * v) : state;
		for (i = 0; i < TABLE_PIECES; i++, pieces++) {
			if (end.x < least)
				*pieces = (struct table_piece){{0}};
			else
				*pieces = advance(half, &state, v + i * step, step,
						  i + 1 == TABLE_PIECES &&
						      (octave + 1) % OCTAVES_FREE == 0);
		}
		if (end.x < least)
			state = end;
		v *= 2;
	}
}

/* Writes a half as value = end + factor * x. */
static void place(struct table_piece *pieces, double end, double factor)
{
	int i, k;

	for (i = 0; i < TABLE_HALF; i++) {
		for (k = 0; k < TABLE_TERMS; k++)
			pieces[i].c[k] *= factor;
		pieces[i].c[0] += end;
	}
}

static void fill_beta(struct table_piece *pieces, struct half *half, double alpha, double beta)
{
	half->dist = (struct dist){.kind = DIST_BETA, .b = alpha, .c = 1, .d = beta};
	half->pearson =
	    (struct pearson){.n0 = 1 - alpha, .n1 = alpha + beta - 2, .m1 = 1, .m2 = -1};
	fill_half(pieces, half);
}

static void fill_betas(struct quantile_table *table, struct half *half, const struct dist *dist,
		       double alpha, double beta)
{
	double width = dist->c - dist->a;

	fill_beta(table->piece, half, alpha, beta);
	place(table->piece, dist->a, width);
	fill_beta(table->piece + TABLE_HALF, half, beta, alpha);
	place(table->piece + TABLE_HALF, dist->c, -width);
}

static void fill_gamma(struct quantile_table *table, struct half *half, const struct dist *dist)
{
	half->dist = (struct dist){.kind = DIST_GAMMA, .a = 1, .b = dist->b};
	half->pearson = (struct pearson){.n0 = 1 - dist->b, .n1 = 1, .m1 = 1};
	fill_half(table->piece, half);
	half->upper = true;
	fill_half(table->piece + TABLE_HALF, half);
	place(table->piece, dist->c, dist->a);
	place(table->piece + TABLE_HALF, dist->c, dist->a);
}

static void fill_student(struct quantile_table *table, struct half *half,
			 const struct dist *dist)
{
	half->dist = (struct dist){.kind = DIST_STUDENT, .b = 1, .d = dist->d};
	half->pearson = (struct pearson){.n1 = dist->d + 1, .m0 = dist->d, .m2 = 1};
	half->upper = true;
	fill_half(table->piece, half);
	memcpy(table->piece + TABLE_HALF, table->piece, TABLE_HALF * sizeof *table->piece);
	place(table->piece, dist->a, -dist->b);
	place(table->piece + TABLE_HALF, dist->a, dist->b);
}

bool quantile_table_fits(const struct dist *dist)
{
	switch (dist->kind) {
	case DIST_PERT:
	case DIST_GAMMA:
		return true;
	case DIST_BETA:
		return dist->b >= least_beta && dist->d >= least_beta &&
		       dist->b + dist->d >= least_beta_sum;
	case DIST_STUDENT:
		return dist->d >= least_degrees;
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_LOGNORMAL:
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_WEIBULL:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return false;
}

void quantile_table_fill(struct quantile_table *table, const struct dist *dist)
{
	struct half half = {.upper = false};
	double width = dist->c - dist->a;

	assert(quantile_table_fits(dist) && !dist->cut);
	fold(&half.folded);
	if (dist->kind == DIST_PERT)
		fill_betas(table, &half, dist, 1 + 4 * (dist->b - dist->a) / width,
			   1 + 4 * (dist->c - dist->b) / width);
	if (dist->kind == DIST_BETA)
		fill_betas(table, &half, dist, dist->b, dist->d);
	if (dist->kind == DIST_GAMMA)
		fill_gamma(table, &half, dist);
	if (dist->kind == DIST_STUDENT)
		fill_student(table, &half, dist);
}
