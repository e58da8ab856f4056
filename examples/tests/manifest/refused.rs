//! What is refused before anything is written.

use std::fs;

use rusqlite::Connection;

use crate::scene::{Scene, assert_quiet, assert_refused};

#[test]
fn a_missing_directory_is_refused_before_anything_is_written() {
    let scene = Scene::with(&["tree/a"]);
    assert_refused(
        &scene.manifest(["forest"]),
        &["cannot walk forest", "No such file"],
    );
    assert_refused(
        &scene.manifest(["tree/a"]),
        &["cannot walk tree/a: it is not a directory"],
    );
    assert_refused(
        &scene.manifest(["forest", "--chaos", "2"]),
        &["cannot walk forest"],
    );
    assert_refused(
        &scene.manifest(["tree", "--out", "no/where"]),
        &["cannot write no/where", "No such file"],
    );
    assert_refused(
        &scene.manifest(["tree", "--out", "tree"]),
        &["cannot write tree: it is a directory"],
    );
    assert_eq!(scene.names(), ["tree"]);
}

#[test]
fn a_job_is_not_mixed_with_another() {
    let scene = Scene::with(&["tree/a", "tree/b", "other/c"]);
    fs::write(scene.path("manifest.sha256"), "an older manifest").unwrap();
    scene.stopped_after(1);
    let before = (scene.read("manifest.sha256.db"), scene.names());
    let tree = scene.path("tree").display().to_string();
    for arguments in [
        ["other", "--out", "manifest.sha256"],
        [&tree, "--all", "--out=manifest.sha256"],
    ] {
        assert_refused(
            &scene.manifest(arguments),
            &["manifest.sha256.db holds an unfinished manifest of", &tree],
        );
    }
    assert_eq!((scene.read("manifest.sha256.db"), scene.names()), before);
    assert_eq!(scene.read("manifest.sha256"), b"an older manifest");
    // It can still be finished.
    assert_quiet(&scene.go_on());
    scene.assert_manifest_covers(&["tree/a", "tree/b"].map(|file| scene.path(file)));
}

#[test]
fn foreign_stores_are_refused_and_kept() {
    let scene = Scene::with(&["tree/a"]);
    let store = scene.path("manifest.sha256.db");
    let refused = |reasons: &[&str]| {
        let before = fs::read(&store).unwrap();
        assert_refused(&scene.manifest(["tree"]), reasons);
        assert_eq!(fs::read(&store).unwrap(), before);
        assert_eq!(scene.names(), ["manifest.sha256.db", "tree"]);
        fs::remove_file(&store).unwrap();
    };

    fs::write(&store, "my diary").unwrap();
    refused(&["manifest.sha256.db is not a store of `manifest`"]);

    Connection::open(&store)
        .unwrap()
        .execute_batch("CREATE TABLE job (diary TEXT)")
        .unwrap();
    refused(&["manifest.sha256.db is another program's database"]);

    scene.stopped_after(0);
    Connection::open(&store)
        .unwrap()
        .pragma_update(None, "user_version", 9)
        .unwrap();
    refused(&["manifest.sha256.db is a store of `manifest` in version 9"]);
}

#[test]
fn a_snapshot_of_another_version_is_refused_and_kept() {
    let scene = Scene::with(&["tree/a"]);
    scene.stopped_after(1);
    let edit = |query| {
        Connection::open(scene.path("manifest.sha256.db"))
            .unwrap()
            .execute(query, ())
            .unwrap()
    };
    edit("UPDATE job SET snapshot = X'00'");
    let done = scene.go_on();
    assert_refused(
        &done,
        &["manifest.sha256.db was written by another version of this program"],
    );
    assert_eq!(scene.names(), ["manifest.sha256.db", "tree"]);
}
