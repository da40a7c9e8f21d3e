/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import org.sipconnector.api.Secret;

/**
 * What admits a client to the room's HTTPS service.
 *
 * @param conference the conference the token is for
 * @param token      the bearer token
 */
public record InRoomCredentials(String conference, Secret token) {}
