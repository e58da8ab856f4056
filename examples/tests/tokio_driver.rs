//! The driver on tokio, run for real.

mod support;

use crate::support::run;

#[test]
fn it_goes_on_from_a_snapshot() {
    let done = run(&mut support::example("tokio_driver", ".".as_ref()));
    assert_eq!((done.code, &*done.stderr), (Some(0), ""));
    let lines: Vec<_> = done.stdout.lines().collect();
    let [restored, rome, "Atlantis: no answer", lisbon] = *lines else {
        panic!("{lines:?}")
    };
    assert!(restored.starts_with("restored from "), "{restored}");
    // How a race ends is a matter of time.
    assert!(rome.starts_with("Rome: ") && lisbon.starts_with("Lisbon: "));
}
