//! The progress bar: nothing where standard output is no terminal.

use std::{
    io::{self, IsTerminal},
    thread,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::tree::Place;

/// A bar for the walk from `top`, `done` of whose files have been dealt with.
pub(crate) fn bar(top: Place, done: u64) -> ProgressBar {
    if !io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout())
        .with_style(style("{spinner} {human_pos} files {wide_msg}"))
        .with_position(done);
    bar.reset_eta();
    // How long the bar is takes a walk of its own; it is drawn as soon as that is known.
    let counted = bar.clone();
    thread::spawn(move || {
        counted.set_length(top.count());
        counted.set_style(style(
            "{bar:30} {human_pos}/{human_len} files, {eta} left {wide_msg}",
        ));
    });
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates are fixed")
}
