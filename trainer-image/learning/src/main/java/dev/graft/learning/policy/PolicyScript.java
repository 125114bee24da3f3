package dev.graft.learning.policy;

/** Text of a TorchScript method that is being written. */
public final class PolicyScript {}
