/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

/**
 * Whose call it is.
 *
 * @param id          unique in the simulator
 * @param user        user part of the client's address
 * @param displayName as the client gave it, may be empty
 */
public record ParticipantIdentity(String id, String user, String displayName) {}
