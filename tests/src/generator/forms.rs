//! Which forms bodies are made of.

/// Forms that a body may have besides the ones it always may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// Borrows held across yields.
    pub borrows: bool,
    /// Loops over iterators that borrow, and over adapters.
    pub iterators: bool,
    /// Chains of conditions with `let`.
    pub chains: bool,
    /// Yields in the arguments of macros.
    pub macros: bool,
    /// What is known not to work: see `tests/failing`.
    pub known: bool,
}

impl Forms {
    /// The forms of the names in a list like `borrows,chains`; the name that is none.
    #[allow(dead_code, reason = "the build script uses the default forms")]
    pub fn parse(names: &str) -> Result<Self, String> {
        let mut forms = Forms::default();
        for name in names.split(',').filter(|name| !name.is_empty()) {
            match name {
                "all" => {
                    forms = Forms {
                        borrows: true,
                        iterators: true,
                        chains: true,
                        macros: true,
                        ..forms
                    };
                }
                "borrows" => forms.borrows = true,
                "iterators" => forms.iterators = true,
                "chains" => forms.chains = true,
                "macros" => forms.macros = true,
                "known" => forms.known = true,
                other => {
                    return Err(format!(
                        "{other:?} is not one of borrows, iterators, chains, macros, all, known"
                    ));
                }
            }
        }
        Ok(forms)
    }
}
