//! What is in a snapshot, as a person reads it.
//!
//! ```text
//! shop::order
//!   at 'paid, src/shop.rs:31
//!   item: String = "lamp"
//!   child: Instance<delivery> =
//!     shop::delivery
//!       at src/delivery.rs:12
//! ```

use alloc::{
    format,
    string::{String, ToString},
};
use core::fmt::{self, Write as _};

use super::{InspectedVariable, Inspection};
use crate::Value;

const STEP: usize = 2;

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_task() {
            self.fmt_task(f)
        } else {
            self.indented(f, 0)
        }
    }
}

impl Inspection {
    /// As `Debug` of an instance shows itself: `counter at src/main.rs:5 { n: 3 }`.
    pub(crate) fn in_a_line(&self) -> String {
        let name = self.coroutine.rsplit("::").next().unwrap_or_default();
        let mut line = match (&self.point.file, self.point.line) {
            (Some(file), Some(line)) => format!("{name} at {file}:{line} {{"),
            _ => format!("{name} at {:#010x} {{", self.point.id),
        };
        for (index, variable) in self.variables.iter().enumerate() {
            let name = variable
                .name
                .clone()
                .unwrap_or_else(|| format!("{:#08x}", variable.id));
            let value = variable
                .value
                .as_ref()
                .map_or_else(|| "?".to_string(), ToString::to_string);
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(line, "{comma} {name}: {value}");
        }
        line.push_str(" }");
        line
    }

    fn indented(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        writeln!(f, "{:indent$}{}", "", self.coroutine)?;
        let within = indent + STEP;
        write!(f, "{:within$}at ", "")?;
        let point = &self.point;
        match (&point.label, &point.identity) {
            (Some(label), _) => write!(f, "'{label}")?,
            (None, Some(identity)) => f.write_str(identity)?,
            (None, None) => write!(f, "point {:#010x}", point.id)?,
        }
        if let (Some(file), Some(line)) = (&point.file, point.line) {
            write!(f, ", {file}:{line}")?;
        }
        self.variables.iter().try_for_each(|variable| {
            f.write_str("\n")?;
            variable.indented(f, within)
        })
    }
}

impl InspectedVariable {
    fn indented(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{:indent$}{name}", "")?,
            None => write!(f, "{:indent$}variable {:#08x}", "", self.id)?,
        }
        if let Some(shape) = &self.shape {
            write!(f, ": {shape}")?;
        }
        match (&self.value, &self.problem) {
            (Some(Value::Coroutine(inner)), _) => {
                f.write_str(" =\n")?;
                inner.indented(f, indent + STEP)
            }
            (Some(value), _) => write!(f, " = {value}"),
            (None, problem) => {
                let problem = problem.as_deref().unwrap_or("not decoded");
                write!(f, " ({} bytes: {problem})", self.bytes)
            }
        }
    }
}
