#ifndef TILE_STYLE_TEXTS_H
#define TILE_STYLE_TEXTS_H

/// The files of api/tile/style in the order of their names, compiled into the
/// program, and the pages' colours (web/src/look/tokens.css). Each ends with an
/// entry without a name.
///
/// NN_SET_WHAT.json is a list of MapLibre layers, drawn in the order of NN; SET
/// is the tile set they show, or "any" for what is under all. A text "@name"
/// stands for the value of --name in tokens.css. The pages use the same files.
struct style_text {
    const char *name; ///< without its ending
    const char *text;
};

extern const struct style_text STYLE_TEXTS[];
extern const struct style_text STYLE_TOKENS[];

#endif
