/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The call manager: one call at a time, its media, its role in the conference and what it receives. */
@Export
@NullMarked
@Version("1.1.0")
package org.sipconnector.api.call;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
