/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The session: one consistent snapshot of everything a connector does, and its status in one word. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
