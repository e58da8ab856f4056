//! The moments at which a process may be killed.

use std::io::{self, Read, Write};

/// What a process that is to be killed says before.
pub(crate) const LAST_WORD: &str = "kill me";

/// Counts the moments until the end; or never ends.
#[derive(Default)]
pub(crate) struct Fuse(Option<u64>);

impl Fuse {
    /// Ends at this moment, counted from 1.
    pub(crate) fn of(moments: Option<u64>) -> Self {
        Fuse(moments)
    }

    /// A moment. If it is the last one, the process says so and waits to be killed, in the midst of whatever it does.
    pub(crate) fn moment(&mut self) {
        let Some(left) = &mut self.0 else { return };
        *left -= 1;
        if *left == 0 {
            println!("{LAST_WORD}");
            let _ = io::stdout().flush();
            // Whoever started it holds the other end of this pipe.
            let _ = io::stdin().read(&mut [0]);
            std::process::abort();
        }
    }
}
