/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The conference state manager: what the server told about the room the call is in. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.conferencestate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
