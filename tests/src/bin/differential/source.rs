//! The files that programs are compiled from.

use quote::{ToTokens, quote};
use syn::{ItemFn, ReturnType};

use crate::generator::Program;

const HEAD: &str = "use tests::{*, vocabulary::*};\n\n";

/// The program with its functions formatted, if they can be parsed.
pub(crate) fn formatted(program: &Program) -> Program {
    let mut program = program.clone();
    for function in &mut program.functions {
        if let Ok(file) = syn::parse_file(function) {
            *function = prettyplease::unparse(&file).trim_end().to_owned();
        }
    }
    program
}

/// The file of a program that runs both ways.
pub(crate) fn both(program: &Program, index: usize) -> String {
    format!("{HEAD}{}", formatted(program).source(&format!("p{index}")))
}

/// The file of a program's plain functions only.
pub(crate) fn plain(program: &Program, _index: usize) -> String {
    let mut source = HEAD.to_owned();
    for function in &program.functions {
        let function = match syn::parse_str::<ItemFn>(function) {
            Ok(function) => function,
            Err(error) => {
                source.push_str(&format!("compile_error!({:?});\n", error.to_string()));
                continue;
            }
        };
        let (name, inputs, block) = (&function.sig.ident, &function.sig.inputs, &function.block);
        let output = match &function.sig.output {
            ReturnType::Default => quote!(),
            output => output.to_token_stream(),
        };
        let attribute = &program.attribute;
        source.push_str(&format!(
            "mod of_{name} {{\nuse super::*;\ntests::plain! {{ ($) ({attribute}) [] {name} [] ({}) [{output}] {} }}\n}}\nuse of_{name}::{name};\n",
            inputs.to_token_stream(),
            block.to_token_stream(),
        ));
    }
    source
}
