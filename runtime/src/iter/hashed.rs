//! Borrowed hash maps and sets: their iterators are refused, with what to do instead.
#![allow(missing_docs, reason = "the methods are documented in std")]

use std::collections::{HashMap, HashSet, hash_map, hash_set};

use super::{
    items::Items,
    places::{FixedOrder, IntoItems},
    sources::{Counted, counted},
};

/// The methods of hash maps, where rustc finds the reason.
macro_rules! refused {
    ($(trait $Trait:ident[$($generics:tt)*] for $Type:ty {
        $(fn $method:ident($($receiver:tt)*) -> $Iter:ty { $inner:expr })*
    })*) => {$(
        #[doc = concat!("What would give iterators over a `", stringify!($Type), "`.")]
        pub trait $Trait<$($generics)*> {$(
            fn $method($($receiver)*) -> Items<Counted<$Iter>> where $Type: FixedOrder;
        )*}

        impl<$($generics)*> $Trait<$($generics)*> for $Type {$(
            fn $method($($receiver)*) -> Items<Counted<$Iter>> where $Type: FixedOrder {
                counted($inner)
            }
        )*}
    )*};
}

refused! {
    trait HashMapItems[K, V, S] for HashMap<K, V, S> {
        fn iter_across_a_yield(&self) -> hash_map::Iter<'_, K, V> { self.iter() }
        fn iter_mut_across_a_yield(&mut self) -> hash_map::IterMut<'_, K, V> { self.iter_mut() }
        fn keys_across_a_yield(&self) -> hash_map::Keys<'_, K, V> { self.keys() }
        fn values_across_a_yield(&self) -> hash_map::Values<'_, K, V> { self.values() }
        fn values_mut_across_a_yield(&mut self) -> hash_map::ValuesMut<'_, K, V> { self.values_mut() }
    }

    trait HashSetItems[T, S] for HashSet<T, S> {
        fn iter_across_a_yield(&self) -> hash_set::Iter<'_, T> { self.iter() }
    }
}

macro_rules! refused_items {
    ($([$($generics:tt)*] $($mut:ident)? ($Type:ty) => $Iter:ty;)*) => {$(
        impl<'a, $($generics)*> IntoItems for &'a $($mut)? $Type {
            type Source = Counted<$Iter>;
            type Order = $Type;

            fn into_items(self) -> Items<Counted<$Iter>> {
                counted(self.into_iter())
            }
        }
    )*};
}

refused_items! {
    [K, V, S] (HashMap<K, V, S>) => hash_map::Iter<'a, K, V>;
    [K, V, S] mut (HashMap<K, V, S>) => hash_map::IterMut<'a, K, V>;
    [T, S] (HashSet<T, S>) => hash_set::Iter<'a, T>;
}
