//! Catches a program's panic together with where it happened.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `action`; a panic becomes `message at line:column`.
pub(crate) fn catch<T>(action: impl FnOnce() -> T) -> Result<T, String> {
    catch_message(action).map_err(|message| format!("{message:?} at {}", PLACE.take()))
}

/// Runs `action`; a panic becomes its message.
pub(crate) fn catch_message<T>(action: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    WATCHING.set(true);
    let result = catch_unwind(AssertUnwindSafe(action));
    WATCHING.set(false);
    result.map_err(|payload| {
        payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_else(|| "a payload that is no text".to_owned())
    })
}

/// Has the place of a watched panic kept instead of printed.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = take_hook();
        set_hook(Box::new(move |panic| {
            if WATCHING.get() {
                let place = panic
                    .location()
                    .map_or_else(String::new, ToString::to_string);
                PLACE.set(place);
            } else {
                print(panic);
            }
        }));
    });
}
