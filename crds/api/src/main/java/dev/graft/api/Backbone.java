package dev.graft.api;

/**
 * Where the backbone comes from; exactly one member.
 *
 * @param pretrain pretrain it in this job
 */
public record Backbone(Pretrain pretrain) {}
