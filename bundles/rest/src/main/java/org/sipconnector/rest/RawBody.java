/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

/**
 * An answer that is no JSON.
 *
 * @param mediaType of it
 * @param content   as it is sent
 */
record RawBody(String mediaType, byte[] content) {}
