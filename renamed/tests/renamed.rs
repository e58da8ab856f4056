//! What is written with the crate under another name runs.

use engine::{Definition, Instance, Step};
use renamed::{Wallet, Wallet_filled, delegation, loops, through_a_re_export};

/// Runs to the end, restored at every yield; what was yielded, and the value.
fn run<D: Definition>(mut co: Instance<D>, script: &[D::Resume]) -> (Vec<D::Yield>, D::Return)
where
    D::Resume: Clone,
{
    let mut script = script.iter().cloned();
    let mut seen = vec![];
    let mut step = co.start();
    loop {
        match step {
            Step::Complete(value) => return (seen, value),
            Step::Yielded(value) => {
                seen.push(value);
                co = Instance::restore(&co.snapshot().unwrap()).unwrap();
                step = co.resume(script.next().unwrap());
            }
        }
    }
}

#[test]
fn every_form_runs() {
    let (seen, end) = run(loops(2, vec!["abc".to_owned()]), &[6, 7, 1, 5, 0, 4, 9]);
    assert_eq!((seen, end), (vec![1, 3, 3, 12, 7, 7, 3], Some(7 + 9 + 7)));
    let (seen, end) = run(delegation(1), &[5, 3, 1, 2, 8]);
    assert_eq!((seen, end), (vec![1, 5, 2, 11, 0], Ok(9 + 8)));
    let empty = Wallet { coins: vec![] }.spend(1);
    let message = run(empty, &[]).1.unwrap_err();
    assert_eq!(message, "Wallet { coins: [] } is empty");
    let (seen, end) = run(through_a_re_export(3_u8), &[10, 20, 0, 0]);
    assert_eq!((seen, end), (vec![1, 2, 13, 23], 3));
    assert_eq!(Wallet_filled::NAME, "renamed::Wallet::filled");
}
