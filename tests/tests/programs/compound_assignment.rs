//! Yields in compound assignments, on either side.

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

program! {
    mod compound;

    #[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
    struct Cell { n: u64, rest: [i8; 3] }

    fn at<'a>(cells: &'a mut Vec<Cell>, i: usize) -> &'a mut Cell { log(format!("at {i}")); &mut cells[i] }
    #[resumable(yield = u32, resume = u32)]
    fn compound() -> Vec<Cell> {
        let mut cells = vec![Cell::default(); 3];
        let mut list = vec![1, 2, 3];
        cells[logged("index", 1)].n += yield_!(1) as u64;
        at(&mut cells, 2).n += logged("value", 1) + u64::from(yield_!(2));
        cells[logged("inner", 2)].rest[yield_!(3) as usize] -= 5;
        *list.iter_mut().max().unwrap() <<= yield_!(4);
        list[yield_!(5) as usize] *= yield_!(6) as i32;
        log(format!("{list:?}"));
        list[yield_!(7) as usize] |= 5;
        let mut i = 0;
        list[i] += { i += 1; yield_!(8) as i32 };
        i += { i = 10; yield_!(9) as usize };
        log(format!("{list:?} {i}"));
        let mut text = String::new();
        text += &yield_!(10).to_string();
        let mut boxed = Box::new((1u8, text));
        boxed.0 += yield_!(11) as u8;
        boxed.1 += &yield_!(12).to_string();
        (*boxed).1 += &yield_!(12).to_string();
        log(format!("{boxed:?}"));
        cells
    }

    check compound() => [10, 20, 0, 5, 1, 2, 2, 7, 8, 9, 10, 1, 1, 2, 3];
    check compound() => [10, 20, 3];
    check compound() => [10, 20, 1, 2, 7, 3];
}
