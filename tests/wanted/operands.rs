//! Yields after operands that have effects of their own: everything in source order.

use tests::*;

program! {
    mod compound_assignment_order;

    #[resumable(yield = u32, resume = u32)]
    fn compound() -> Vec<u32> {
        let mut cells = vec![1, 2, 3];
        cells[logged("index", 1)] += yield_!(1);
        cells[logged("other", 2)] = logged("value", 7) + yield_!(2);
        let at = yield_!(3) as usize;
        cells[at] *= yield_!(4);
        cells
    }

    check compound() => [10, 20, 0, 5];
}
